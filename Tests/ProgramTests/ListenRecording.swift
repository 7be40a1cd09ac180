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

  /// Nine words over and over with other pauses and levels, more than sixty; about two minutes.
  static func long() throws -> [Int16] {
    let words = try words()
    let clips = try ["left.wav", "yes.wav"].map(goldenSamples)
    // The word in the middle of each is from `NOTICE.md` there.
    let pieces = [0.4, 2.3, 3.95, 6.0, 9.7, 11.3, 13.2].map { start in
      Array(words[Int(start * Double(rateHz))...].prefix(Int(1.6 * Double(rateHz))))
    }
    var all = silence(seconds: 0.5)
    for round in 0..<8 {
      for (index, piece) in (pieces + clips).enumerated() {
        // Never louder, at most 6 dB quieter.
        let eighths = 8 - (round * 3 + index) % 5
        all += piece.map { Int16(Int($0) * eighths / 8) }
        all += silence(seconds: 0.3 + 0.1 * Double((round * 5 + index * 2) % 7))
      }
    }
    return all + silence(seconds: 1)
  }
}
