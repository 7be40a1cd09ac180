/// Complex FFT of 256 points in Int32: radix 4, decimation in frequency, self-sorting (Stockham), a division by four in every stage.
///
/// Four stages of 64 butterflies, as many at a time as there are lanes. From stage to stage the distance between the four results of a
/// butterfly (`span`) grows from 1 to 64. Formulas and bounds in `FrontEnd.md`.
@safe struct FFT {
  static let points = 256
  private static let butterflies = points / 4
  /// Two buffers of complex numbers, and the twiddles of three stages.
  static let arenaBytes = 16 * points + 72 * butterflies

  /// Input, then result: real and imaginary parts.
  let re: UnsafeMutablePointer<Int32>
  let im: UnsafeMutablePointer<Int32>
  /// The buffer of every other stage; free after the transform.
  let spareRe: UnsafeMutablePointer<Int32>
  let spareIm: UnsafeMutablePointer<Int32>
  /// For each stage but the last `W^p`, `W^2p` and `W^3p` of its butterflies in order, Q30: real parts, then imaginary ones.
  private let twiddles: UnsafeMutablePointer<Int32>

  init(in arena: inout Arena) {
    unsafe re = unsafe arena.take(Int32.self, count: FFT.points)
    unsafe im = unsafe arena.take(Int32.self, count: FFT.points)
    unsafe spareRe = unsafe arena.take(Int32.self, count: FFT.points)
    unsafe spareIm = unsafe arena.take(Int32.self, count: FFT.points)
    unsafe twiddles = unsafe arena.take(Int32.self, count: 18 * FFT.butterflies)
    for row in 0..<9 {
      let span = 1 << (2 * (row / 3))
      let power = 1 + row % 3
      let parts = unsafe twiddles + 2 * FFT.butterflies * row
      for index in 0..<FFT.butterflies {
        // The table has 512 steps to a turn, twice as many as there are points.
        let angle = 2 * power * (index / span) * span
        unsafe parts[index] = QuarterSine.cosine(angle)
        unsafe parts[FFT.butterflies + index] = -QuarterSine.sine(angle)
      }
    }
  }

  /// Transforms in place: `re` and `im` become `DFT / 256`.
  @inline(__always)
  func transform() {
    unsafe firstStage(from: re, im, to: spareRe, spareIm)
    unsafe secondStage(from: spareRe, spareIm, to: re, im)
    unsafe thirdStage(from: re, im, to: spareRe, spareIm)
    unsafe lastStage(from: spareRe, spareIm, to: re, im)
  }

  /// The four results of the butterflies from `index` on, before their rotation.
  @inline(__always)
  private func butterfly(
    _ re: UnsafePointer<Int32>, _ im: UnsafePointer<Int32>, _ index: Int
  ) -> (ComplexLanes, ComplexLanes, ComplexLanes, ComplexLanes) {
    let count = FFT.butterflies
    let a = unsafe ComplexLanes(re, im, index).divided(byPowerOfTwo: 2)
    let b = unsafe ComplexLanes(re, im, index &+ count).divided(byPowerOfTwo: 2)
    let c = unsafe ComplexLanes(re, im, index &+ 2 &* count).divided(byPowerOfTwo: 2)
    let d = unsafe ComplexLanes(re, im, index &+ 3 &* count).divided(byPowerOfTwo: 2)
    let turned = (b - d).turned
    return ((a + c) + (b + d), (a - c) - turned, (a + c) - (b + d), (a - c) + turned)
  }

  /// The results of the butterflies from `index` on of a stage but the last.
  @inline(__always)
  private func rotatedButterfly(
    stage: Int, _ re: UnsafePointer<Int32>, _ im: UnsafePointer<Int32>, _ index: Int
  ) -> (ComplexLanes, ComplexLanes, ComplexLanes, ComplexLanes) {
    let y = unsafe butterfly(re, im, index)
    let count = FFT.butterflies
    let w = unsafe UnsafePointer(twiddles + 6 &* count &* stage)
    return unsafe (
      y.0,
      y.1.rotated(by: ComplexLanes(w, w + count, index)),
      y.2.rotated(by: ComplexLanes(w + 2 &* count, w + 3 &* count, index)),
      y.3.rotated(by: ComplexLanes(w + 4 &* count, w + 5 &* count, index))
    )
  }

  /// Span 1: the four results of a butterfly stand side by side.
  @inline(__always)
  private func firstStage(
    from re: UnsafePointer<Int32>, _ im: UnsafePointer<Int32>,
    to newRe: UnsafeMutablePointer<Int32>, _ newIm: UnsafeMutablePointer<Int32>
  ) {
    for index in stride(from: 0, to: FFT.butterflies, by: Lanes.count) {
      let y = unsafe rotatedButterfly(stage: 0, re, im, index)
      unsafe newRe.storeInterleaved(y.0.re, y.1.re, y.2.re, y.3.re, index)
      unsafe newIm.storeInterleaved(y.0.im, y.1.im, y.2.im, y.3.im, index)
    }
  }

  /// Span 4.
  @inline(__always)
  private func secondStage(
    from re: UnsafePointer<Int32>, _ im: UnsafePointer<Int32>,
    to newRe: UnsafeMutablePointer<Int32>, _ newIm: UnsafeMutablePointer<Int32>
  ) {
    for index in stride(from: 0, to: FFT.butterflies, by: Lanes.count) {
      let y = unsafe rotatedButterfly(stage: 1, re, im, index)
      unsafe newRe.storeFours(y.0.re, y.1.re, y.2.re, y.3.re, index)
      unsafe newIm.storeFours(y.0.im, y.1.im, y.2.im, y.3.im, index)
    }
  }

  /// Span 16: all lanes are in the same group.
  @inline(__always)
  private func thirdStage(
    from re: UnsafePointer<Int32>, _ im: UnsafePointer<Int32>,
    to newRe: UnsafeMutablePointer<Int32>, _ newIm: UnsafeMutablePointer<Int32>
  ) {
    for index in stride(from: 0, to: FFT.butterflies, by: Lanes.count) {
      let y = unsafe rotatedButterfly(stage: 2, re, im, index)
      let target = 4 &* (index & ~15) &+ (index & 15)
      unsafe y.0.store(newRe, newIm, target)
      unsafe y.1.store(newRe, newIm, target &+ 16)
      unsafe y.2.store(newRe, newIm, target &+ 32)
      unsafe y.3.store(newRe, newIm, target &+ 48)
    }
  }

  /// Span 64: one group, nothing to rotate.
  @inline(__always)
  private func lastStage(
    from re: UnsafePointer<Int32>, _ im: UnsafePointer<Int32>,
    to newRe: UnsafeMutablePointer<Int32>, _ newIm: UnsafeMutablePointer<Int32>
  ) {
    let count = FFT.butterflies
    for index in stride(from: 0, to: count, by: Lanes.count) {
      let y = unsafe butterfly(re, im, index)
      unsafe y.0.store(newRe, newIm, index)
      unsafe y.1.store(newRe, newIm, index &+ count)
      unsafe y.2.store(newRe, newIm, index &+ 2 &* count)
      unsafe y.3.store(newRe, newIm, index &+ 3 &* count)
    }
  }
}
