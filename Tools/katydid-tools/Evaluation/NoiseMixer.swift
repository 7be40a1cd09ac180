import Foundation

/// Adds noise to clips at a stated signal-to-noise ratio. The same clip of the same manifest gets the same noise in every run.
struct NoiseMixer {
  private let sounds: [[Int16]]
  private let powerRatio: Double

  /// - Parameter sounds: At 16 kHz, none empty.
  init(sounds: [[Int16]], decibels: Double) {
    self.sounds = sounds
    powerRatio = pow(10, decibels / 10)
  }

  /// Reads the sound files of a folder, sorted by name.
  /// - Throws: `Failure` if there are none, or one is broken.
  init(folder: String, decibels: Double) throws(Failure) {
    var sounds: [[Int16]] = []
    for path in try SoundFolder.files(in: folder, option: "--noise") {
      sounds.append(try Recording.samples(of: path))
    }
    self.init(sounds: sounds, decibels: decibels)
  }

  /// The clip with a piece of noise from its first to its last sample, the silence after the recording included.
  ///
  /// Power is the mean square over the recording. A clip or a piece of digital silence stays as it is.
  func mixed(_ clip: Recording, index: Int) -> Recording {
    var generator = SplitMix64(seed: UInt64(index))
    let sound = sounds[Int.random(in: 0..<sounds.count, using: &generator)]
    // A sound that is too short begins again.
    let starts = max(sound.count - clip.samples.count + 1, 1)
    let start = Int.random(in: 0..<starts, using: &generator)
    let piece = clip.samples.indices.map { sound[(start + $0) % sound.count] }
    let (signal, noise) = (power(clip.samples, clip), power(piece, clip))
    guard signal > 0, noise > 0 else { return clip }
    let gain = (signal / (noise * powerRatio)).squareRoot()
    var result = clip
    for (index, value) in piece.enumerated() {
      let sum = (Double(clip.samples[index]) + gain * Double(value)).rounded()
      result.samples[index] = Int16(min(max(sum, -32_768), 32_767))
    }
    return result
  }

  private func power(_ samples: [Int16], _ clip: Recording) -> Double {
    let sum = samples[..<clip.recordedSamples].reduce(Int64(0)) { $0 + Int64($1) * Int64($1) }
    return Double(sum) / Double(max(clip.recordedSamples, 1))
  }
}
