#if !SingleLane

  /// Eight neurons at a time: the width in which states are updated.
  typealias Lanes = SIMD8<Int32>

  /// Eight intermediate results that may need more than 32 bits.
  typealias WideLanes = SIMD8<Int64>

  /// `(factor * state + 2^30) >> 31` in each lane: `state` times a factor in Q31, `0 <= factor`.
  ///
  /// Written with unsigned products of the even and the odd lanes, which every vector unit has (`pmuludq`, `umull`). Twice the
  /// state, below 2^31, puts the result into the upper half of a product, where the odd lanes need it. A negative state read as
  /// unsigned is 2^32 too large, the upper half of its product `factor` too large; that is taken off at the end.
  @inline(__always)
  func multiplyQ31(_ factor: Lanes, _ state: Lanes) -> Lanes {
    typealias Pairs = SIMD4<UInt64>
    let low = Pairs(repeating: 0xFFFF_FFFF)
    let half = Pairs(repeating: 1 << 31)
    let f = unsafe unsafeBitCast(factor, to: Pairs.self)
    let x = unsafe unsafeBitCast(state &+ state, to: Pairs.self)
    let even = (f & low) &* (x & low) &+ half
    let odd = (f &>> 32) &* (x &>> 32) &+ half
    let product = (even &>> 32) | (odd & ~low)
    return unsafe unsafeBitCast(product, to: Lanes.self) &- ((state &>> 31) & factor)
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

  extension ComplexLanes {
    /// The product with a number of magnitude one, Q30: exact in 64 bits, rounded once. Parts of `self` are below 2^30.
    ///
    /// Written with unsigned products of the even and the odd lanes, which every vector unit has (`pmuludq`, `umull`). So that
    /// no factor is negative `B = 2^30` is added to each; `(a + B)(b + B) = a b + B (a + b + B)`, and what is too much is a
    /// multiple of 2^30 that comes off after the shift.
    @inline(__always)
    func rotated(by w: ComplexLanes) -> ComplexLanes {
      let bias = Lanes(repeating: 1 << 30)
      let x = UnsignedPairs(re &+ bias)
      let y = UnsignedPairs(im &+ bias)
      let u = UnsignedPairs(w.re &+ bias)
      let v = UnsignedPairs(w.im &+ bias)
      let newRe = UnsignedPairs(
        even: x.even &* u.even &- y.even &* v.even, odd: x.odd &* u.odd &- y.odd &* v.odd)
      let newIm = UnsignedPairs(
        even: x.even &* v.even &+ y.even &* u.even, odd: x.odd &* v.odd &+ y.odd &* u.odd)
      let (sum, difference) = (re &+ im, re &- im)
      return ComplexLanes(
        newRe.roundedQ30 &- (difference &+ w.re &- w.im),
        newIm.roundedQ30 &- (sum &+ w.re &+ w.im) &- Lanes(repeating: Int32.min))
    }
  }

  /// The even and the odd ones of eight unsigned numbers, in 64 bits each.
  private struct UnsignedPairs {
    typealias Pairs = SIMD4<UInt64>
    let even: Pairs
    let odd: Pairs

    @inline(__always)
    init(even: Pairs, odd: Pairs) {
      self.even = even
      self.odd = odd
    }

    @inline(__always)
    init(_ lanes: Lanes) {
      let pairs = unsafe unsafeBitCast(lanes, to: Pairs.self)
      even = pairs & 0xFFFF_FFFF
      odd = pairs &>> 32
    }

    /// `(x + 2^29) >> 30` of each, as eight numbers again.
    @inline(__always)
    var roundedQ30: Lanes {
      let half = Pairs(repeating: 1 << 29)
      let low = Pairs(repeating: 0xFFFF_FFFF)
      let lanes = ((even &+ half) &>> 30 & low) | ((odd &+ half) &<< 2 & ~low)
      return unsafe unsafeBitCast(lanes, to: Lanes.self)
    }
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
