#if !SingleLane

  /// Eight neurons at a time: the width in which states are updated.
  typealias Lanes = SIMD8<Int32>

  /// Eight intermediate results that may need more than 32 bits.
  typealias WideLanes = SIMD8<Int64>

  // Lane by lane: the compiler makes single instructions of these, and calls of the standard library's where those have many callers.

  extension WideLanes {
    @inline(__always)
    init(truncatingIfNeeded lanes: Lanes) {
      self.init(
        widened(lanes[0]), widened(lanes[1]), widened(lanes[2]), widened(lanes[3]),
        widened(lanes[4]), widened(lanes[5]), widened(lanes[6]), widened(lanes[7]))
    }
  }

  extension Lanes {
    @inline(__always)
    init(truncatingIfNeeded lanes: WideLanes) {
      self.init(
        Int32(truncatingIfNeeded: lanes[0]), Int32(truncatingIfNeeded: lanes[1]),
        Int32(truncatingIfNeeded: lanes[2]), Int32(truncatingIfNeeded: lanes[3]),
        Int32(truncatingIfNeeded: lanes[4]), Int32(truncatingIfNeeded: lanes[5]),
        Int32(truncatingIfNeeded: lanes[6]), Int32(truncatingIfNeeded: lanes[7]))
    }
  }

  /// `(mantissa * state + 2^(shift-1)) >> shift` in each lane: a coupling that may exceed one, `1 <= shift <= 62`.
  @inline(__always)
  func multiply(_ mantissa: Lanes, _ state: Lanes, shift: Lanes) -> WideLanes {
    let places = WideLanes(truncatingIfNeeded: shift)
    let half = WideLanes(repeating: 1) &<< (places &- 1)
    return (WideLanes(truncatingIfNeeded: mantissa) &* WideLanes(truncatingIfNeeded: state) &+ half)
      &>> places
  }

  /// `saturate(a + b)` in each lane for states `a` and any `b`, without leaving 32 bits, and all ones in those where it is not `a + b`.
  ///
  /// `b` is limited to what `a` has room for, which is the same as limiting the sum.
  @inline(__always)
  func saturatedSum(_ a: Lanes, _ b: Lanes) -> (Lanes, isOutside: Lanes) {
    let room = Lanes(repeating: maximumState)
    let limited = pointwiseMax(pointwiseMin(b, room &- a), Lanes.zero &- room &- a)
    return (a &+ limited, mask(limited .!= b))
  }

  /// `saturate(x)` in each lane, and all ones in those where that is not `x`.
  @inline(__always)
  func saturated(_ x: WideLanes) -> (Lanes, isOutside: Lanes) {
    let room = WideLanes(repeating: Int64(maximumState))
    let limited = pointwiseMax(pointwiseMin(x, room), WideLanes.zero &- room)
    let isOutside = unsafe unsafeBitCast(limited .!= x, to: WideLanes.self)
    return (Lanes(truncatingIfNeeded: limited), Lanes(truncatingIfNeeded: isOutside))
  }

  /// Whether any bit of a mask is set. (The standard library's `any` allocates, by the compiler's account, in Embedded Swift.)
  @inline(__always)
  func isAnySet(_ mask: Lanes) -> Bool {
    let pairs = unsafe unsafeBitCast(mask, to: SIMD4<UInt64>.self)
    return pairs[0] | pairs[1] | pairs[2] | pairs[3] != 0
  }

  /// One bit a lane, the first one lowest: set where the mask holds.
  @inline(__always)
  func bits(of mask: Lanes) -> UInt32 {
    UInt32(bitPattern: (mask & Lanes(1, 2, 4, 8, 16, 32, 64, 128)).wrappedSum())
  }

  extension Lanes {
    /// `scalarCount`, as a constant that loops are optimised for.
    static var count: Int {
      @inline(__always) get { 8 }
    }

    /// In the opposite order.
    var reversed: Lanes {
      @inline(__always) get {
        SIMD8(self[7], self[6], self[5], self[4], self[3], self[2], self[1], self[0])
      }
    }

    /// The lower half of each lane.
    var lowerHalves: SIMD8<Int16> {
      @inline(__always) get { unsafe unsafeBitCast(self, to: SIMD16<Int16>.self).evenHalf }
    }
  }

  extension UnsafeMutablePointer<Int32> {
    /// The elements from `index` on.
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
    /// The elements from `index` on.
    @inline(__always)
    func lanes(_ index: Int) -> Lanes {
      unsafe UnsafeRawPointer(self + index).loadUnaligned(as: Lanes.self)
    }
  }

#endif
