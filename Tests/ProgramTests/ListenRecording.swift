import Foundation
import TestSupport

/// Words of the shipped recordings, put together for listening.
enum ListenRecording {
  static let rateHz = 16_000

  /// The demonstration: eight words, one of which is not in the vocabulary.
  static func words() throws -> [Int16] {
    try readSound(repository.appending(path: "Firmware/demo/words.flac").path)
  }

  static func silence(seconds: Double) -> [Int16] {
    [Int16](repeating: 0, count: Int(seconds * Double(rateHz)))
  }

  /// Two words within the first 4 s, a pause, and two words that are recognised however the ticks lie.
  static func pause(seconds: Double) throws -> [Int16] {
    let words = try words()
    return words[..<(4 * rateHz)] + silence(seconds: seconds) + words[(11 * rateHz)...]
  }

  /// Four words over and over with other pauses and levels, more than sixty; about three minutes.
  ///
  /// The pauses are as long as it takes until the network is at rest: how the ticks lie in the sound decides about
  /// words that follow each other closely, and a microphone begins anywhere in a tick.
  static func long() throws -> [Int16] {
    let words = try words()
    let pairs = [words[..<(4 * rateHz)], words[(11 * rateHz)...]]
    var all = silence(seconds: 1)
    for round in 0..<16 {
      for index in pairs.indices {
        // Never louder, at most 3 dB quieter.
        let sixteenths = 16 - (round * 3 + index) % 6
        all += pairs[(index + round) % 2].map { Int16(Int($0) * sixteenths / 16) }
        all += silence(seconds: 1.8 + 0.1 * Double((round * 5 + index * 2) % 5))
      }
    }
    return all + silence(seconds: 1)
  }
}
