import Katydid

/// What a processor hears recordings with: the network once, the decision with every setting.
struct StreamHearer {
  private let recognizer: ClipRecognizer
  private let replay: DecisionReplay

  /// - Throws: `Failure` for a model that does not recognise sound.
  init(_ model: LoadedModel) throws(Failure) {
    recognizer = try ClipRecognizer(model)
    replay = try DecisionReplay(model)
  }

  /// For each of the settings the events of a recording, from a fresh state.
  func events(in samples: [Int16], _ settings: [DecisionSettings]) -> [[Event]] {
    let trace = recognizer.trace(of: samples)
    return settings.map { replay.events(of: trace, $0) }
  }
}

extension DecisionSettings {
  /// Thresholds of a trade-off curve: 0.30, 0.35 … 0.95, in Q15.
  static let curveThresholds = (6...19).map { DecisionSettings.threshold(0.05 * Double($0)) }

  /// Q15, rounded to nearest.
  static func threshold(_ score: Double) -> Int32 { Int32((score * 32_768).rounded()) }

  /// The threshold as people write it, with up to four digits.
  var thresholdScore: Double { (Double(threshold) / 3.2768).rounded() / 10_000 }

  /// These settings with each of some thresholds.
  func at(thresholds: [Int32]) -> [DecisionSettings] {
    thresholds.map {
      var settings = self
      settings.threshold = $0
      return settings
    }
  }
}
