import Foundation
import TestSupport

/// A model made by hand that names a low tone C:maj, a middle one A:min, a high one F#:min, and silence N.
let tonesModel = repository.appending(path: "Tests/Golden/frontend/tracking.kat").path

/// What that model hears.
enum Tone: Double {
  case rest = 0
  case low = 250
  case middle = 1_600
  case high = 5_000

  /// A sequence at 16 kHz.
  static func samples(_ tones: [(Tone, milliseconds: Int)]) -> [Int16] {
    tones.flatMap { tone, milliseconds in
      (0..<16 * milliseconds).map { index in
        Int16((100 * sin(2 * .pi * tone.rawValue * Double(index) / 16_000)).rounded())
      }
    }
  }
}
