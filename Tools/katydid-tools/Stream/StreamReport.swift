import Foundation
import Katydid

/// How well a model does on continuous recordings, for people and as JSON. Shares are of the clips of words; nil without any.
struct StreamReport: Codable, Equatable {
  /// Clips whose label is no word of the model.
  struct Others: Codable, Equatable {
    var clips: Int
    /// For how many of them there was an event.
    var reported: Int
  }

  /// From the start of a clip to its event, over the hits.
  struct Latency: Codable, Equatable {
    var median: Double?
    var percentile90: Double?
  }

  /// Events in sounds without the words.
  struct Negative: Codable, Equatable {
    var path: String
    var minutes: Double
    var events: Int
    var eventsPerHour: Double
    var byLabel: [String: Int]
  }

  struct Word: Codable, Equatable {
    var word: String
    var clips: Int
    var hits: Int
  }

  /// What another threshold would make of the same recordings.
  struct CurvePoint: Codable, Equatable {
    var threshold: Double
    var hitShare: Double?
    var wrongWordShare: Double?
    var falseAlarms: Int
    var falseAlarmsBetweenWords: Int
    var othersReported: Int
    var medianLatencySeconds: Double?
    /// For each of `negatives`.
    var negativeEvents: [Int]
  }

  struct Skipped: Codable, Equatable {
    var file: String
    /// Of the manifest; nil for a sound without the words.
    var line: Int?
    var reason: String
  }

  /// What was measured, beside the model.
  struct Conditions {
    var manifest: String
    var split: String?
    var snrDecibels: Double?
    var seed: UInt64
  }

  var model: String
  var manifest: String
  var split: String?
  var snrDecibels: Double?
  var seed: UInt64
  /// Clips of words.
  var words: Int
  var others: Others
  /// Length of the continuous recordings.
  var minutes: Double
  var threshold: Double
  var holdOffMilliseconds: Int
  var hitShare: Double?
  var wrongWordShare: Double?
  var missShare: Double?
  /// Further events of a clip with the label of its first.
  var repeats: Int
  /// Further events of a clip with another label, and events that belong to no clip.
  var falseAlarms: Int
  /// Events that belong to no clip.
  var falseAlarmsBetweenWords: Int
  var falseAlarmsPerHour: Double
  var latencySeconds: Latency
  var negatives: [Negative]
  var perWord: [Word]
  /// By rising threshold; that of the measurement is one of them.
  var curve: [CurvePoint]
  var skipped: [Skipped]
}

extension StreamReport {
  init(
    _ evaluation: StreamEvaluation, _ outcome: StreamEvaluation.Outcome, of sounds: StreamSounds,
    _ conditions: Conditions
  ) {
    let labels = evaluation.classes.eventLabels
    let (tally, settings) = (outcome.tallies[0], evaluation.settings[0])
    model = evaluation.model.path
    manifest = conditions.manifest
    split = conditions.split
    snrDecibels = conditions.snrDecibels
    seed = conditions.seed
    words = tally.words
    others = Others(clips: tally.otherClips, reported: tally.othersReported)
    minutes = StreamReport.minutes(sounds.plan.sampleCount)
    threshold = settings.thresholdScore
    holdOffMilliseconds = settings.holdOffMilliseconds
    hitShare = tally.share(tally.hits)
    wrongWordShare = tally.share(tally.wrongWords)
    missShare = tally.share(tally.misses)
    repeats = tally.repeats
    falseAlarms = tally.falseAlarms
    falseAlarmsBetweenWords = tally.falseAlarmsBetweenWords
    falseAlarmsPerHour = StreamReport.perHour(tally.falseAlarms, minutes)
    latencySeconds = Latency(
      median: tally.latencySeconds(quantile: 0.5),
      percentile90: tally.latencySeconds(quantile: 0.9))
    negatives = outcome.negatives.map { negative in
      let minutes = StreamReport.minutes(negative.sampleCount)
      let byLabel = negative.eventsOfClass.map {
        (labels[evaluation.classes.row(ofClass: $0)], $1)
      }
      return Negative(
        path: negative.path, minutes: minutes, events: negative.eventCounts[0],
        eventsPerHour: StreamReport.perHour(negative.eventCounts[0], minutes),
        byLabel: Dictionary(uniqueKeysWithValues: byLabel))
    }
    perWord = labels.indices.map {
      Word(word: labels[$0], clips: tally.clipsOfWord[$0], hits: tally.hitsOfWord[$0])
    }
    curve = StreamReport.curve(evaluation.settings, outcome)
    skipped =
      sounds.skipped.map {
        Skipped(file: $0.clip.file, line: $0.clip.line, reason: $0.failure.what)
      }
      + outcome.failures.map { Skipped(file: $0.file ?? "", reason: $0.what) }
  }

  /// The first of the settings is one of those of the curve, or comes between them.
  private static func curve(
    _ settings: [DecisionSettings], _ outcome: StreamEvaluation.Outcome
  ) -> [CurvePoint] {
    settings.indices.sorted { settings[$0].threshold < settings[$1].threshold }.map { index in
      let tally = outcome.tallies[index]
      return CurvePoint(
        threshold: settings[index].thresholdScore, hitShare: tally.share(tally.hits),
        wrongWordShare: tally.share(tally.wrongWords), falseAlarms: tally.falseAlarms,
        falseAlarmsBetweenWords: tally.falseAlarmsBetweenWords,
        othersReported: tally.othersReported,
        medianLatencySeconds: tally.latencySeconds(quantile: 0.5),
        negativeEvents: outcome.negatives.map { $0.eventCounts[index] })
    }
  }

  private static func minutes(_ sampleCount: Int) -> Double {
    Double(sampleCount) / Double(60 * FrontEnd.sampleRateHz)
  }

  private static func perHour(_ events: Int, _ minutes: Double) -> Double {
    minutes > 0 ? 60 * Double(events) / minutes : 0
  }
}

extension StreamTally {
  fileprivate func share(_ clips: Int) -> Double? {
    words > 0 ? Double(clips) / Double(words) : nil
  }
}
