/// Energies of 84 semitone bands, each from the stream that suits its width, and their logarithms above a floor.
@safe struct SemitoneFilterbank {
  static let bandCount = SemitoneSettings.bandCount
  private static let weightCount = Tables.semitoneWeightsQ15.count
  static let arenaBytes =
    align16(8 * bandCount) + align16(2 * bandCount) + align16(RateStreams.count)
    + align16(bandCount) + align16(2 * bandCount) + align16(2 * weightCount)

  /// Energy of each band in the units of the spectrum, times 2^3.
  let energies: UnsafeMutablePointer<UInt64>
  /// log2 of the energies in LSB² above the floor, Q10, 0...32,767.
  let features: UnsafeMutablePointer<Int16>

  /// The first band of each stream; they end where those of the stream of twice the rate begin.
  private let firstBands: UnsafeMutablePointer<UInt8>
  private let firstBins: UnsafeMutablePointer<UInt8>
  private let weightsEnds: UnsafeMutablePointer<UInt16>
  /// Of all bands, Q15.
  private let weights: UnsafeMutablePointer<UInt16>
  private let floor: Int32

  init(floor: Int32, in arena: inout Arena) {
    self.floor = floor
    unsafe energies = unsafe arena.take(UInt64.self, count: SemitoneFilterbank.bandCount)
    unsafe features = unsafe arena.take(Int16.self, count: SemitoneFilterbank.bandCount)
    unsafe firstBands = unsafe arena.take(UInt8.self, count: RateStreams.count)
    unsafe firstBins = unsafe arena.take(copying: Tables.semitoneFirstBin)
    unsafe weightsEnds = unsafe arena.take(copying: Tables.semitoneWeightsEnd)
    unsafe weights = unsafe arena.take(copying: Tables.semitoneWeightsQ15)
    for band in (0..<SemitoneFilterbank.bandCount).reversed() {
      unsafe firstBands[Int(Tables.semitoneStream[band])] = UInt8(band)
    }
  }

  /// Takes the spectrum of a stream's frame.
  @inline(__always)
  func update(_ spectrum: Spectrum, stream: Int, _ logarithm: Logarithm) {
    let first = unsafe Int(firstBands[stream])
    let end =
      stream == 0 ? SemitoneFilterbank.bandCount : unsafe Int(firstBands[stream &- 1])
    guard let exponent = spectrum.exponent else {
      for band in first..<end { unsafe features[band] = 0 }
      return
    }
    let offset = Spectrum.level(ofUnitAt: exponent) &+ floor
    for band in first..<end {
      let energy = energy(of: band, in: spectrum)
      unsafe energies[band] = energy
      unsafe features[band] = logarithm.feature(energy, above: offset)
    }
  }

  @inline(__always)
  private func energy(of band: Int, in spectrum: Spectrum) -> UInt64 {
    let (re, im) = unsafe (spectrum.re, spectrum.im)
    let firstWeight = band == 0 ? 0 : unsafe Int(weightsEnds[band &- 1])
    var bin = unsafe Int(firstBins[band])
    var sum: UInt64 = 0
    for index in unsafe firstWeight..<Int(weightsEnds[band]) {
      sum &+= unsafe Spectrum.power(re[bin], im[bin]) &* UInt64(weights[index])
      bin &+= 1
    }
    return sum
  }

  func clear() {
    for band in 0..<SemitoneFilterbank.bandCount { unsafe features[band] = 0 }
  }
}
