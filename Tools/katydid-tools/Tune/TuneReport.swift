import Foundation
import Katydid

/// What `tune` chose and why, for people and as JSON.
struct TuneReport: Codable, Equatable {
  /// Recordings without the words.
  struct Negatives: Codable, Equatable {
    var files: Int
    var minutes: Double
  }

  var model: String
  var output: String
  /// Recordings of each word.
  var words: [String: Int]
  var negatives: Negatives
  var falseAlarmsPerHourLimit: Double
  /// With the model's settings.
  var before: TuneCounts
  /// With those that were chosen.
  var after: TuneCounts
  /// Other thresholds, with the hold-off that was chosen.
  var curve: [TuneCounts]
  var warnings: [String]
  /// Files that cannot be read, with the reason.
  var skipped: [String]
}

extension TuneReport {
  init(
    _ tuning: Tuning, _ bench: TuneBench, model: LoadedModel, output: String,
    labels: [String], limit: Double
  ) {
    self.model = model.path
    self.output = output
    let counts = labels.indices.map { word in bench.heard.count { $0.word == word } }
    words = Dictionary(uniqueKeysWithValues: zip(labels, counts))
    negatives = Negatives(
      files: bench.heard.count { $0.word == nil },
      minutes: Double(bench.negativeSampleCount) / Double(60 * FrontEnd.sampleRateHz))
    falseAlarmsPerHourLimit = limit
    before = tuning.before
    after = tuning.after
    curve = tuning.curve
    skipped = bench.skipped.map(\.description)
    warnings = []
    warnings = lacks(labels)
  }

  /// What makes the choice less sure than it could be, and what to do about it.
  private func lacks(_ labels: [String]) -> [String] {
    var lacks: [String] = []
    let missing = labels.filter { words[$0] == 0 }
    let positives = words.values.reduce(0, +)
    if !missing.isEmpty {
      lacks.append("no recordings of \(missing.joined(separator: ", ")); add some of each")
    }
    if positives < 5 {
      lacks.append(
        "only \(positives) recordings of words; add more, five of each word or better twenty")
    }
    if negatives.files == 0 {
      lacks.append(
        "no recordings without the words: false alarms are unknown; add speech, music and the room")
    } else if negatives.minutes < 1 {
      lacks.append(
        "less than a minute without the words: false alarms are a guess; add speech, music and the "
          + "room, an hour or better more")
    }
    if let rate = after.falseAlarmsPerHour, rate > falseAlarmsPerHourLimit {
      lacks.append(
        "no threshold has at most \(Format.number(falseAlarmsPerHourLimit)) false alarms an hour; "
          + "took \(Format.fraction(after.threshold)) with the fewest, \(Format.number(rate))")
    }
    if !TuneChoice.isCalm(after) {
      lacks.append(
        "\(after.furtherEvents) further events in recordings of a word, also with the longest hold-off; "
          + "check that each holds its word once")
    }
    return lacks
  }
}
