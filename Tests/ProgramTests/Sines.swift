import Foundation
import TestSupport

/// A model made by hand that names chords of sines.
let sinesModel = repository.appending(path: "Tests/Golden/frontend/tracking.kat").path

/// What that model hears.
enum Sines {
  /// The notes above middle C of a chord; none for silence.
  typealias Chord = [Int]
  static let silence: Chord = []
  static let cMajor = [0, 4, 7]
  static let aMinor = [9, 0, 4]
  static let fSharpMinor = [6, 9, 1]

  /// A sequence at 16 kHz.
  static func samples(_ chords: [(Chord, milliseconds: Int)]) -> [Int16] {
    chords.flatMap { chord, milliseconds in
      (0..<16 * milliseconds).map { index in
        let turns = chord.map { 261.6256 * exp2(Double($0) / 12) * Double(index) / 16_000 }
        return Int16(turns.reduce(0) { $0 + 1_000 * sin(2 * .pi * $1) }.rounded())
      }
    }
  }
}
