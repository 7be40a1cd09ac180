/// Complex numbers in Int32, as parts.
struct ComplexLanes {
  var re: Lanes
  var im: Lanes

  @inline(__always)
  init(_ re: Lanes, _ im: Lanes) {
    self.re = re
    self.im = im
  }

  /// The numbers from `index` on.
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

  @inline(__always)
  func store(_ re: UnsafeMutablePointer<Int32>, _ im: UnsafeMutablePointer<Int32>, _ index: Int) {
    unsafe re.store(self.re, index)
    unsafe im.store(self.im, index)
  }
}
