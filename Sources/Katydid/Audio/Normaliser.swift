/// Takes a running mean off each band, which adapts with one time constant upwards and one downwards.
///
/// Alike, they take level and channel off; with a fast fall and a slow rise the mean is a noise floor (`FrontEnd.md`).
@safe struct Normaliser {
  static let arenaBytes = 4 * MelFilterbank.bandCount + align16(4 * MelFilterbank.bandCount)

  /// Features above their mean, Q10.
  let values: UnsafeMutablePointer<Int32>
  /// Q25.
  private let means: UnsafeMutablePointer<Int32>
  private let riseShift: Int32
  private let fallShift: Int32
  private let lowest: Int32
  private var isFresh = true

  init(_ settings: MelSettings, in arena: inout Arena) {
    unsafe values = unsafe arena.take(Int32.self, count: MelFilterbank.bandCount)
    unsafe means = unsafe arena.take(Int32.self, count: MelFilterbank.bandCount)
    riseShift = settings.riseShift
    fallShift = settings.fallShift
    lowest = settings.clampsAtZero ? 0 : -32_768
  }

  /// Takes the features of an open hop.
  @inline(__always)
  mutating func update(_ features: UnsafePointer<Int16>) {
    for band in 0..<MelFilterbank.bandCount { unsafe values[band] = Int32(features[band]) }
    if isFresh {
      for band in 0..<MelFilterbank.bandCount { unsafe means[band] = values[band] &<< 15 }
      isFresh = false
    }
    let rise = Lanes(repeating: riseShift)
    let fall = Lanes(repeating: fallShift)
    for band in stride(from: 0, to: MelFilterbank.bandCount, by: Lanes.count) {
      let feature = unsafe values.lanes(band)
      var mean = unsafe means.lanes(band)
      let distance = feature &<< 15 &- mean
      mean &+= distance &>> fall.replacing(with: rise, where: distance .> 0)
      unsafe means.store(mean, band)
      let value = feature &- (mean &+ 1 &<< 14) &>> 15
      unsafe values.store(larger(value, Lanes(repeating: lowest)), band)
    }
  }

  mutating func clear() {
    for band in 0..<MelFilterbank.bandCount { unsafe values[band] = 0 }
    isFresh = true
  }
}
