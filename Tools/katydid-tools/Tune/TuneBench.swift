import Foundation
import Katydid
import LinuxAudio

/// The readouts over a user's recordings, to be judged with any settings.
struct TuneBench {
  /// A recording that could be read.
  struct Heard {
    var trace: ReadoutTrace
    /// Of the word among the labels that may be events, nil without one.
    var word: Int?
    /// Without the silence after it.
    var sampleCount: Int
  }

  let heard: [Heard]
  private(set) var skipped: [Failure] = []
  private let model: LoadedModel
  private let classes: EventClasses

  init(_ model: LoadedModel, _ classes: EventClasses, heard: [Heard]) {
    self.model = model
    self.classes = classes
    self.heard = heard
  }

  /// Runs the network over every recording, from a fresh state, with half a second of silence after it.
  /// - Throws: `Failure` for a model that does not recognise sound, or if no recording of a word can be read.
  init(
    _ model: LoadedModel, _ classes: EventClasses, _ recordings: TuneRecordings
  ) throws(Failure) {
    let words = recordings.positives.map { (path: $0.path, word: Optional($0.word)) }
    let others = recordings.negatives.map { (path: $0, word: Int?.none) }
    let results = try parallelMap(
      "hear recordings", words + others,
      makeWorker: { () throws(Failure) in try ClipRecognizer(model) },
      { recognizer, recording in
        TuneBench.hear(recording.path, word: recording.word, with: recognizer)
      })
    var (heard, skipped): ([Heard], [Failure]) = ([], [])
    for result in results {
      switch result {
      case .success(let recording): heard.append(recording)
      case .failure(let failure): skipped.append(failure)
      }
    }
    if let failure = skipped.first, !heard.contains(where: { $0.word != nil }) { throw failure }
    self.init(model, classes, heard: heard)
    self.skipped = skipped
  }

  var negativeSampleCount: Int {
    heard.reduce(0) { $1.word == nil ? $0 + $1.sampleCount : $0 }
  }

  /// - Returns: One for each of the settings.
  /// - Throws: `Failure` for a model without a decision.
  func counts(_ settings: [DecisionSettings]) throws(Failure) -> [TuneCounts] {
    try parallelMap(
      "try settings", settings,
      makeWorker: { () throws(Failure) in try DecisionReplay(model) },
      { replay, settings in counts(settings, replay) })
  }

  private func counts(_ settings: DecisionSettings, _ replay: DecisionReplay) -> TuneCounts {
    var counts = TuneCounts(
      threshold: settings.thresholdScore, holdOffMilliseconds: settings.holdOffMilliseconds)
    for recording in heard {
      let events = replay.events(of: recording.trace, settings)
      guard let word = recording.word else {
        counts.falseAlarms += events.count
        continue
      }
      guard let first = events.first else {
        counts.misses += 1
        continue
      }
      if classes.row(ofClass: first.classIndex) == word {
        counts.hits += 1
      } else {
        counts.wrongWords += 1
      }
      counts.furtherEvents += events.count - 1
    }
    if negativeSampleCount > 0 {
      let hours = Double(negativeSampleCount) / Double(3_600 * FrontEnd.sampleRateHz)
      counts.falseAlarmsPerHour = Double(counts.falseAlarms) / hours
    }
    return counts
  }

  private static func hear(
    _ path: String, word: Int?, with recognizer: ClipRecognizer
  ) -> Result<Heard, Failure> {
    do throws(SoundError) {
      let recording = try Recording(path: path, silenceSeconds: Evaluation.silenceSeconds)
      return .success(
        Heard(
          trace: recognizer.trace(of: recording.samples), word: word,
          sampleCount: recording.recordedSamples))
    } catch {
      return .failure(Failure(sound: error, file: path))
    }
  }
}
