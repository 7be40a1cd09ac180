/// Energies of 84 semitone bands in two views, each band from the stream that suits its width, and their logarithms above a floor.
///
/// Rows 0 to 83 are the bands of the fine view, 84 to 167 those of the quick one.
@safe struct SemitoneFilterbank {
  private static let bandCount = SemitoneSettings.bandCount
  private static let viewCount = SemitoneSettings.viewCount
  static let rowCount = viewCount * bandCount
  private static let weightCount = Tables.semitoneWeightsQ15.count
  static let arenaBytes =
    align16(8 * rowCount) + align16(2 * rowCount) + align16(viewCount * RateStreams.count)
    + align16(rowCount) + align16(2 * rowCount) + align16(2 * weightCount)

  /// Energy of each row in the units of the spectrum, times 2^3.
  let energies: UnsafeMutablePointer<UInt64>
  /// log2 of the energies in LSB² above the floor, Q10, 0...32,767.
  let features: UnsafeMutablePointer<Int16>

  /// The first row of each stream in each view; they end where those of the stream of twice the rate begin.
  private let firstRows: UnsafeMutablePointer<UInt8>
  private let firstBins: UnsafeMutablePointer<UInt8>
  private let weightsEnds: UnsafeMutablePointer<UInt16>
  /// Of all rows, Q15.
  private let weights: UnsafeMutablePointer<UInt16>
  private let floor: Int32

  init(floor: Int32, in arena: inout Arena) {
    self.floor = floor
    unsafe energies = unsafe arena.take(UInt64.self, count: SemitoneFilterbank.rowCount)
    unsafe features = unsafe arena.take(Int16.self, count: SemitoneFilterbank.rowCount)
    unsafe firstRows = unsafe arena.take(
      UInt8.self, count: SemitoneFilterbank.viewCount * RateStreams.count)
    unsafe firstBins = unsafe arena.take(copying: Tables.semitoneFirstBin)
    unsafe weightsEnds = unsafe arena.take(copying: Tables.semitoneWeightsEnd)
    unsafe weights = unsafe arena.take(copying: Tables.semitoneWeightsQ15)
    for row in (0..<SemitoneFilterbank.rowCount).reversed() {
      let view = row / SemitoneFilterbank.bandCount
      unsafe firstRows[view * RateStreams.count + Int(Tables.semitoneStream[row])] = UInt8(row)
    }
  }

  /// Takes the spectrum of a stream's frame.
  @inline(__always)
  func update(_ spectrum: Spectrum, stream: Int, _ logarithm: Logarithm) {
    for view in 0..<SemitoneFilterbank.viewCount {
      update(rows(of: stream, in: view), spectrum, logarithm)
    }
  }

  @inline(__always)
  private func rows(of stream: Int, in view: Int) -> Range<Int> {
    let place = view &* RateStreams.count &+ stream
    let end =
      stream == 0
      ? (view &+ 1) &* SemitoneFilterbank.bandCount : unsafe Int(firstRows[place &- 1])
    return unsafe Int(firstRows[place])..<end
  }

  @inline(__always)
  private func update(_ rows: Range<Int>, _ spectrum: Spectrum, _ logarithm: Logarithm) {
    guard let exponent = spectrum.exponent else {
      for row in rows { unsafe features[row] = 0 }
      return
    }
    let offset = Spectrum.level(ofUnitAt: exponent) &+ floor
    for row in rows {
      let energy = energy(of: row, in: spectrum)
      unsafe energies[row] = energy
      unsafe features[row] = logarithm.feature(energy, above: offset)
    }
  }

  @inline(__always)
  private func energy(of row: Int, in spectrum: Spectrum) -> UInt64 {
    let (re, im) = unsafe (spectrum.re, spectrum.im)
    let firstWeight = row == 0 ? 0 : unsafe Int(weightsEnds[row &- 1])
    var bin = unsafe Int(firstBins[row])
    var sum: UInt64 = 0
    for index in unsafe firstWeight..<Int(weightsEnds[row]) {
      sum &+= unsafe Spectrum.power(re[bin], im[bin]) &* UInt64(weights[index])
      bin &+= 1
    }
    return sum
  }

  func clear() {
    for row in 0..<SemitoneFilterbank.rowCount { unsafe features[row] = 0 }
  }
}
