#if !SingleLane && arch(x86_64)

  // Exact products of 32 bits by 32, of the even and of the odd lanes by themselves and without a sign: the one such multiplication
  // that every x86-64 has for vectors (`pmuludq`).

  /// `(factor * state + 2^30) >> 31` in each lane: `state` times a factor in Q31, `0 <= factor`.
  ///
  /// Twice the state, below 2^31, puts the result into the upper half of a product, where the odd lanes need it. A negative
  /// state read as unsigned is 2^32 too large, the upper half of its product `factor` too large; that is taken off at the end.
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

  extension ComplexLanes {
    /// The product with a number of magnitude one, Q30: exact in 64 bits, rounded once. Parts of `self` are below 2^30.
    ///
    /// So that no factor is negative `B = 2^30` is added to each; `(a + B)(b + B) = a b + B (a + b + B)`, and what is too much is a
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

#endif
