/// Energies of 40 triangular mel bands, and their logarithms above a floor.
@safe struct MelFilterbank {
  static let bandCount = MelSettings.bandCount
  private static let segmentCount = bandCount + 1
  static let arenaBytes =
    2 * Spectrum.bins + align16(2 * (segmentCount + 1)) + align16(8 * segmentCount)
    + align16(8 * bandCount) + align16(2 * bandCount)

  /// Energy of each band in the units of the spectrum, times 2^3.
  let energies: UnsafeMutablePointer<UInt64>
  /// log2 of the energies in LSB² above the floor, Q10, 0...32,767.
  let features: UnsafeMutablePointer<Int16>

  /// Weight of each bin on the rising side of its band, Q15.
  private let rising: UnsafeMutablePointer<UInt16>
  /// First bin of each segment between two edges, and the end of the last.
  private let segments: UnsafeMutablePointer<UInt16>
  /// What each segment gives to the band that falls in it.
  private let falling: UnsafeMutablePointer<UInt64>
  private let floor: Int32

  init(floor: Int32, in arena: inout Arena) {
    self.floor = floor
    unsafe energies = unsafe arena.take(UInt64.self, count: MelFilterbank.bandCount)
    unsafe features = unsafe arena.take(Int16.self, count: MelFilterbank.bandCount)
    unsafe rising = unsafe arena.take(copying: Tables.melRisingQ15)
    unsafe segments = unsafe arena.take(UInt16.self, count: MelFilterbank.segmentCount + 1)
    unsafe falling = unsafe arena.take(UInt64.self, count: MelFilterbank.segmentCount)
    // Bins are in the order of their segments; those in none have the number 255.
    for bin in 0..<Spectrum.bins {
      let segment = Int(Tables.melSegment[bin])
      if segment < MelFilterbank.segmentCount {
        if unsafe segments[segment] == 0 { unsafe segments[segment] = UInt16(bin) }
        unsafe segments[segment + 1] = UInt16(bin + 1)
      }
    }
  }

  /// Takes the spectrum of a frame.
  @inline(__always)
  func update(_ spectrum: Spectrum, _ logarithm: Logarithm) {
    guard let exponent = spectrum.exponent else {
      for band in 0..<MelFilterbank.bandCount { unsafe features[band] = 0 }
      return
    }
    sumSegments(spectrum)
    let offset = Spectrum.level(ofUnitAt: exponent) &+ floor
    for band in 0..<MelFilterbank.bandCount {
      let energy = unsafe energies[band] &+ falling[band &+ 1]
      unsafe energies[band] = energy
      unsafe features[band] = logarithm.feature(energy, above: offset)
    }
  }

  /// The two sides of the triangles: what rises goes to `energies`, what falls to `falling`.
  @inline(__always)
  private func sumSegments(_ spectrum: Spectrum) {
    let (re, im) = unsafe (spectrum.re, spectrum.im)
    for segment in 0..<MelFilterbank.segmentCount {
      var total: UInt64 = 0
      var risen: UInt64 = 0
      let bins = unsafe Int(segments[segment])..<Int(segments[segment &+ 1])
      for bin in bins {
        let power = unsafe Spectrum.power(re[bin], im[bin])
        total &+= power
        risen &+= power &* UInt64(unsafe rising[bin])
      }
      if segment < MelFilterbank.bandCount { unsafe energies[segment] = risen }
      unsafe falling[segment] = total &<< 15 &- risen
    }
  }
}
