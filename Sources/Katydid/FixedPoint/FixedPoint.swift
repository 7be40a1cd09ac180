// The arithmetic of `Numbers.md`, eight neurons at a time: one function rounds, one saturates.

/// Largest magnitude of a state: 2^30 - 1. Sums of two states fit Int32.
public let maximumState: Int32 = (1 << 30) - 1

/// Eight neurons at a time: the width in which states are updated.
typealias Lanes = SIMD8<Int32>

/// Eight intermediate results that may need more than 32 bits.
typealias WideLanes = SIMD8<Int64>

/// `x` within the range of a state.
@inline(__always)
func saturate(_ x: Int64) -> Int32 {
  Int32(truncatingIfNeeded: min(max(x, -Int64(maximumState)), Int64(maximumState)))
}

/// `(factor * state + 2^30) >> 31` in each lane: `state` times a factor in Q31, `0 <= factor`.
///
/// Written with unsigned products of the even and the odd lanes, which every vector unit has
/// (`pmuludq`, `umull`). A negative state read as unsigned is 2^32 too large, its shifted product
/// `2 * factor` too large; that is taken off at the end.
@inline(__always)
func multiplyQ31(_ factor: Lanes, _ state: Lanes) -> Lanes {
  typealias Pairs = SIMD4<UInt64>
  let low = Pairs(repeating: 0xFFFF_FFFF)
  let half = Pairs(repeating: 1 << 30)
  let f = unsafe unsafeBitCast(factor, to: Pairs.self)
  let x = unsafe unsafeBitCast(state, to: Pairs.self)
  let even = (f & low) &* (x & low) &+ half
  let odd = (f &>> 32) &* (x &>> 32) &+ half
  let product = ((even &>> 31) & low) | ((odd &<< 1) & ~low)
  return unsafe unsafeBitCast(product, to: Lanes.self) &- ((state &>> 31) & (factor &<< 1))
}

/// `(mantissa * state + 2^(shift-1)) >> shift` in each lane: a coupling that may exceed one, `1 <= shift <= 62`.
@inline(__always)
func multiply(_ mantissa: Lanes, _ state: Lanes, shift: Lanes) -> WideLanes {
  let places = WideLanes(truncatingIfNeeded: shift)
  let half = WideLanes(repeating: 1) &<< (places &- 1)
  return (WideLanes(truncatingIfNeeded: mantissa) &* WideLanes(truncatingIfNeeded: state) &+ half)
    &>> places
}

/// Whether a mask holds in any lane. (The standard library's `any` allocates, by the compiler's account, in Embedded Swift.)
@inline(__always)
func isAnySet(_ mask: SIMDMask<Lanes>) -> Bool {
  let pairs = unsafe unsafeBitCast(mask, to: SIMD4<UInt64>.self)
  return pairs[0] | pairs[1] | pairs[2] | pairs[3] != 0
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
  let takesB = unsafe unsafeBitCast(b .> a, to: Lanes.self)
  return a ^ ((a ^ b) & takesB)
}

/// The smaller one in each lane.
@inline(__always)
func smaller(_ a: Lanes, _ b: Lanes) -> Lanes {
  let takesB = unsafe unsafeBitCast(b .< a, to: Lanes.self)
  return a ^ ((a ^ b) & takesB)
}

/// The largest lane.
@inline(__always)
func largest(_ x: Lanes) -> Int32 {
  var largest = x[0]
  for lane in 1..<8 { largest = max(largest, x[lane]) }
  return largest
}

/// Lanes in which a result did not fit the range of a state, summed over a tick.
struct SaturationCount {
  private var lanes = Lanes.zero

  var total: UInt64 { UInt64(truncatingIfNeeded: lanes.wrappedSum()) }

  /// `saturate(a + b)` for a state `a` and any `b`, without leaving 32 bits.
  ///
  /// `b` is limited to what `a` has room for, which is the same as limiting the sum.
  @inline(__always)
  mutating func sum(_ a: Lanes, _ b: Lanes) -> Lanes {
    let room = Lanes(repeating: maximumState)
    let limited = pointwiseMax(pointwiseMin(b, room &- a), Lanes.zero &- room &- a)
    // A mask is all ones, -1, where it holds.
    lanes &-= unsafe unsafeBitCast(limited .!= b, to: Lanes.self)
    return a &+ limited
  }

  /// `saturate(x)` for an exact sum in 64 bits.
  @inline(__always)
  mutating func saturate(_ x: WideLanes) -> Lanes {
    let room = WideLanes(repeating: Int64(maximumState))
    let limited = pointwiseMax(pointwiseMin(x, room), WideLanes.zero &- room)
    lanes &-= Lanes(truncatingIfNeeded: unsafe unsafeBitCast(limited .!= x, to: WideLanes.self))
    return Lanes(truncatingIfNeeded: limited)
  }
}

extension UnsafeMutablePointer<Int32> {
  /// The eight elements from `index` on.
  @inline(__always)
  func lanes(_ index: Int) -> Lanes {
    unsafe UnsafeRawPointer(self + index).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  func store(_ lanes: Lanes, _ index: Int) {
    unsafe UnsafeMutableRawPointer(self + index).storeBytes(of: lanes, as: Lanes.self)
  }
}

extension UnsafePointer<Int32> {
  /// The eight elements from `index` on.
  @inline(__always)
  func lanes(_ index: Int) -> Lanes {
    unsafe UnsafeRawPointer(self + index).loadUnaligned(as: Lanes.self)
  }
}
