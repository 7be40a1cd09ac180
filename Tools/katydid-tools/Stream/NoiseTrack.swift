import Foundation

/// A steady background without end: recordings one after the other, each brought to the same power, in a loop.
struct NoiseTrack {
  /// Of power 1.
  private let loop: [Float]

  /// - Throws: `Failure` if the folder has no sound files, one is broken, or one is silent.
  init(folder: String) throws(Failure) {
    var loop: [Float] = []
    for path in try SoundFolder.files(in: folder, option: "--noise") {
      let samples = try Recording.samples(of: path)
      let power = Double(SoundEnergy.sum(samples)) / Double(max(samples.count, 1))
      guard power > 0 else {
        throw Failure(
          .badData, file: path, "is digital silence", remedy: "take it out of the folder")
      }
      let gain = 1 / power.squareRoot()
      loop += samples.map { Float(gain * Double($0)) }
    }
    self.loop = loop
  }

  /// Adds the noise to samples, rounded to nearest and limited to 16 bits.
  ///
  /// - Parameters:
  ///   - start: Of the first sample in the noise, counted from its beginning.
  ///   - power: Mean square of the noise.
  func add(to samples: inout [Int16], from start: Int, power: Double) {
    let gain = power.squareRoot()
    var position = start % loop.count
    for index in samples.indices {
      let sum = (Double(samples[index]) + gain * Double(loop[position])).rounded()
      samples[index] = Int16(min(max(sum, -32_768), 32_767))
      position = position + 1 == loop.count ? 0 : position + 1
    }
  }
}

enum SoundEnergy {
  /// Sum of squares.
  static func sum(_ samples: [Int16]) -> Int64 {
    samples.reduce(0) { $0 + Int64($1) * Int64($1) }
  }
}
