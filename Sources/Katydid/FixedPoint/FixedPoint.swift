// The arithmetic of `Numbers.md` for some neurons at a time (`Lanes`): one function rounds, one saturates.

/// Largest magnitude of a state: 2^30 - 1. Sums of two states fit Int32.
public let maximumState: Int32 = (1 << 30) - 1

/// `x` within the range of a state.
@inline(__always)
func saturate(_ x: Int64) -> Int32 {
  Int32(truncatingIfNeeded: min(max(x, -Int64(maximumState)), Int64(maximumState)))
}

// The standard library's `pointwiseMax` is inlined only while it has few callers: those in the loop over the neurons.
// Whoever else needs an order takes the following.

/// The magnitude of each lane, above -2^31.
@inline(__always)
func magnitude(_ x: Lanes) -> Lanes {
  let sign = x &>> 31
  return (x ^ sign) &- sign
}

/// The larger one in each lane.
@inline(__always)
func larger(_ a: Lanes, _ b: Lanes) -> Lanes {
  let takesB = mask(b .> a)
  return a ^ ((a ^ b) & takesB)
}

/// The smaller one in each lane.
@inline(__always)
func smaller(_ a: Lanes, _ b: Lanes) -> Lanes {
  let takesB = mask(b .< a)
  return a ^ ((a ^ b) & takesB)
}

/// All ones in each lane where the mask holds.
@inline(__always)
func mask(_ mask: SIMDMask<Lanes>) -> Lanes { unsafe unsafeBitCast(mask, to: Lanes.self) }

/// The largest lane.
@inline(__always)
func largest(_ x: Lanes) -> Int32 {
  var largest = x[0]
  for lane in 1..<Lanes.count { largest = max(largest, x[lane]) }
  return largest
}

/// Lanes in which a result did not fit the range of a state, summed over a tick.
struct SaturationCount {
  private var lanes = Lanes.zero

  var total: UInt64 { UInt64(truncatingIfNeeded: lanes.wrappedSum()) }

  /// `saturate(a + b)` for a state `a` and any `b`.
  @inline(__always)
  mutating func sum(_ a: Lanes, _ b: Lanes) -> Lanes {
    let (limited, isOutside) = saturatedSum(a, b)
    // A mask is all ones, -1, where it holds.
    lanes &-= isOutside
    return limited
  }

  /// `saturate(x)` for an exact sum in 64 bits.
  @inline(__always)
  mutating func saturate(_ x: WideLanes) -> Lanes {
    let (limited, isOutside) = saturated(x)
    lanes &-= isOutside
    return limited
  }
}
