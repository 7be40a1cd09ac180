/// Eight complex numbers in Int32, as parts.
struct ComplexLanes {
  var re: Lanes
  var im: Lanes

  @inline(__always)
  init(_ re: Lanes, _ im: Lanes) {
    self.re = re
    self.im = im
  }

  /// The eight numbers from `index` on.
  @inline(__always)
  init(_ re: UnsafePointer<Int32>, _ im: UnsafePointer<Int32>, _ index: Int) {
    unsafe self.re = re.lanes(index)
    unsafe self.im = im.lanes(index)
  }

  @inline(__always)
  static func + (a: ComplexLanes, b: ComplexLanes) -> ComplexLanes {
    ComplexLanes(a.re &+ b.re, a.im &+ b.im)
  }

  @inline(__always)
  static func - (a: ComplexLanes, b: ComplexLanes) -> ComplexLanes {
    ComplexLanes(a.re &- b.re, a.im &- b.im)
  }

  /// Times `i`.
  @inline(__always)
  var turned: ComplexLanes { ComplexLanes(Lanes.zero &- im, re) }

  /// `(x + 2^(places-1)) >> places` of each part.
  @inline(__always)
  func divided(byPowerOfTwo places: Int32) -> ComplexLanes {
    let half: Int32 = 1 &<< (places &- 1)
    return ComplexLanes((re &+ half) &>> places, (im &+ half) &>> places)
  }

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

  @inline(__always)
  func store(_ re: UnsafeMutablePointer<Int32>, _ im: UnsafeMutablePointer<Int32>, _ index: Int) {
    unsafe re.store(self.re, index)
    unsafe im.store(self.im, index)
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
