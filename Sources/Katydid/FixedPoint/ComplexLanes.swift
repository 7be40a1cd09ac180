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

  /// The product with a number of magnitude one, Q30: exact in 64 bits, rounded once.
  @inline(__always)
  func rotated(by w: ComplexLanes) -> ComplexLanes {
    let half = WideLanes(repeating: 1 << 29)
    let re = WideLanes(truncatingIfNeeded: re)
    let im = WideLanes(truncatingIfNeeded: im)
    let wRe = WideLanes(truncatingIfNeeded: w.re)
    let wIm = WideLanes(truncatingIfNeeded: w.im)
    let newRe = re &* wRe &- im &* wIm &+ half
    let newIm = re &* wIm &+ im &* wRe &+ half
    return ComplexLanes(
      Lanes(truncatingIfNeeded: newRe &>> 30), Lanes(truncatingIfNeeded: newIm &>> 30))
  }

  @inline(__always)
  func store(_ re: UnsafeMutablePointer<Int32>, _ im: UnsafeMutablePointer<Int32>, _ index: Int) {
    unsafe re.store(self.re, index)
    unsafe im.store(self.im, index)
  }
}
