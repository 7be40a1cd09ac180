/// Window and real FFT of a frame, with a block exponent.
///
/// The 512 windowed samples go through a complex FFT of half the length, whose result is then taken apart (`FrontEnd.md`).
@safe struct Spectrum {
  static let bins = 256
  /// The bins that are computed; no band needs others.
  static let usedBins = 1...248
  static let arenaBytes = 2 * Framer.frameSamples + FFT.arenaBytes + 8 * bins

  /// Places by which the windowed samples were shifted to use the range of the FFT; nil if they were all zero.
  private(set) var exponent: Int32?

  /// Q14.
  private let window: UnsafeMutablePointer<Int16>
  let fft: FFT
  /// `-i exp(-2 pi i k / 512)`, Q30.
  private let splitRe: UnsafeMutablePointer<Int32>
  private let splitIm: UnsafeMutablePointer<Int32>

  /// `window` gives the weight of each sample of a frame, Q14 in 0...2^14.
  init(in arena: inout Arena, window weight: (_ sample: Int) -> Int16) {
    unsafe window = unsafe arena.take(Int16.self, count: Framer.frameSamples)
    for index in 0..<Framer.frameSamples { unsafe window[index] = weight(index) }
    fft = FFT(in: &arena)
    unsafe splitRe = unsafe arena.take(Int32.self, count: Spectrum.bins)
    unsafe splitIm = unsafe arena.take(Int32.self, count: Spectrum.bins)
    for bin in 0..<Spectrum.bins {
      unsafe splitRe[bin] = -QuarterSine.sine(bin)
      unsafe splitIm[bin] = -QuarterSine.cosine(bin)
    }
  }

  /// Real and imaginary parts, by bin: `2^(14 + exponent) / 512` times the DFT of the windowed samples.
  var re: UnsafePointer<Int32> { unsafe UnsafePointer(fft.spareRe) }
  var im: UnsafePointer<Int32> { unsafe UnsafePointer(fft.spareIm) }

  /// Takes a frame.
  @inline(__always)
  mutating func update(_ frame: UnsafePointer<Int16>) { unsafe exponent = transform(frame) }

  /// Long, and needed in two places: there is one of it in a program.
  /// - Returns: The new exponent.
  @inline(never)
  private func transform(_ frame: UnsafePointer<Int16>) -> Int32? {
    let peak = unsafe applyWindow(frame)
    guard peak > 0 else { return nil }
    let shift = max(0, 28 &- (31 &- Int32(truncatingIfNeeded: peak.leadingZeroBitCount)))
    scale(by: shift)
    fft.transform()
    takeApart()
    return shift
  }

  /// Windowed samples as the input of the FFT, even ones as real and odd ones as imaginary parts; returns the largest magnitude.
  @inline(__always)
  func applyWindow(_ frame: UnsafePointer<Int16>) -> Int32 {
    var peaks = Lanes.zero
    for index in stride(from: 0, to: Framer.frameSamples, by: 2 &* Lanes.count) {
      // Two samples to a word, the even one in its lower half.
      let x = unsafe UnsafeRawPointer(frame + index).loadUnaligned(as: Lanes.self)
      let w = unsafe UnsafeRawPointer(window + index).loadUnaligned(as: Lanes.self)
      let re = ((x &<< 16) &>> 16) &* ((w &<< 16) &>> 16)
      let im = (x &>> 16) &* (w &>> 16)
      unsafe fft.re.store(re, index &>> 1)
      unsafe fft.im.store(im, index &>> 1)
      peaks = larger(peaks, larger(magnitude(re), magnitude(im)))
    }
    return largest(peaks)
  }

  @inline(__always)
  private func scale(by shift: Int32) {
    for index in stride(from: 0, to: FFT.points, by: Lanes.count) {
      unsafe fft.re.store(fft.re.lanes(index) &<< shift, index)
      unsafe fft.im.store(fft.im.lanes(index) &<< shift, index)
    }
  }

  /// The spectrum of the real samples from that of the complex ones.
  @inline(__always)
  private func takeApart() {
    let lanes = Lanes.count
    for bin in stride(
      from: Spectrum.usedBins.lowerBound, to: Spectrum.usedBins.upperBound &+ 1, by: lanes)
    {
      let a = unsafe ComplexLanes(fft.re, fft.im, bin).divided(byPowerOfTwo: 1)
      let mirrored = FFT.points &- (lanes &- 1) &- bin
      let b = unsafe ComplexLanes(
        fft.re.lanes(mirrored).reversed, Lanes.zero &- fft.im.lanes(mirrored).reversed
      ).divided(byPowerOfTwo: 1)
      let turned = unsafe (a - b).rotated(by: ComplexLanes(splitRe, splitIm, bin))
      unsafe ((a + b) + turned).divided(byPowerOfTwo: 1).store(fft.spareRe, fft.spareIm, bin)
    }
  }
}

// What a filterbank makes of a spectrum.
extension Spectrum {
  /// The power of a bin in units of `2^12` times the square of one step of its parts.
  @inline(__always)
  static func power(_ re: Int32, _ im: Int32) -> UInt64 {
    UInt64(bitPattern: product(re, re) &+ product(im, im)) &>> 12
  }

  /// log2 of what one LSB² amounts to in sums of powers weighted in Q15, Q10.
  @inline(__always)
  static func level(ofUnitAt exponent: Int32) -> Int32 { 1024 &* (31 &+ 2 &* exponent) }
}

extension Logarithm {
  /// log2 of a band's energy above `offset`, Q10, limited to 0...32,767; an empty band has 0.
  @inline(__always)
  func feature(_ energy: UInt64, above offset: Int32) -> Int16 {
    let level = energy == 0 ? 0 : q10(energy) &- offset
    return Int16(truncatingIfNeeded: min(max(level, 0), 32_767))
  }
}
