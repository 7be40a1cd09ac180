import Foundation
import Katydid

/// Runs continuous recordings and sounds without the words through a model, its decision with several settings.
struct StreamEvaluation {
  /// An event with the first of the settings.
  struct Row: Equatable {
    /// `stream-1` and so on, or the path of a sound without the words.
    var recording: String
    var event: Event
    /// Nil in a sound without the words.
    var verdict: Verdict?
  }

  /// What came of the sounds of one `--negative`.
  struct NegativeOutcome {
    var path: String
    var sampleCount = 0
    /// For each of the settings.
    var eventCounts: [Int]
    /// With the first of the settings, for each class.
    var eventsOfClass: [Int: Int] = [:]
  }

  struct Outcome {
    /// For each of the settings.
    var tallies: [StreamTally]
    var negatives: [NegativeOutcome] = []
    var rows: [Row] = []
    /// Files that cannot be read, of the negatives.
    var failures: [Failure] = []
  }

  let model: LoadedModel
  let classes: EventClasses
  let settings: [DecisionSettings]
  var processors = ProcessInfo.processInfo.activeProcessorCount

  /// - Returns: The same on any number of processors.
  /// - Throws: `Failure` for a model that does not recognise sound, or a clip that can no longer be read.
  func run(_ sounds: StreamSounds, _ negatives: [NegativeSounds]) throws(Failure) -> Outcome {
    var outcome = Outcome(tallies: settings.map { _ in StreamTally(classes) })
    try hear(sounds, into: &outcome)
    for negative in negatives { try hear(negative, into: &outcome) }
    return outcome
  }

  private func makeHearer() throws(Failure) -> StreamHearer { try StreamHearer(model) }

  private func hear(_ sounds: StreamSounds, into outcome: inout Outcome) throws(Failure) {
    let recordings = sounds.plan.recordings
    let heard = try parallelMap(
      "hear clips", recordings, processors: processors, makeWorker: makeHearer
    ) { hearer, recording in
      Result { () throws(Failure) in
        hearer.events(in: try sounds.samples(of: recording), settings)
      }
    }
    for (index, result) in heard.enumerated() {
      let events = try result.get()
      for setting in settings.indices {
        let verdicts = outcome.tallies[setting].add(events[setting], of: recordings[index].clips)
        guard setting == 0 else { continue }
        outcome.rows += zip(events[0], verdicts).map {
          Row(recording: "stream-\(index + 1)", event: $0, verdict: $1)
        }
      }
    }
  }

  private func hear(
    _ negative: NegativeSounds, into outcome: inout Outcome
  ) throws(Failure) {
    let heard = try parallelMap(
      "hear \(negative.path)", negative.files, processors: processors, makeWorker: makeHearer
    ) { hearer, path in hearer.hear(path, settings) }
    var sum = NegativeOutcome(path: negative.path, eventCounts: settings.map { _ in 0 })
    for (path, result) in zip(negative.files, heard) {
      switch result {
      case .success(let sound):
        sum.sampleCount += sound.sampleCount
        for setting in settings.indices { sum.eventCounts[setting] += sound.events[setting].count }
        for event in sound.events[0] { sum.eventsOfClass[event.classIndex, default: 0] += 1 }
        outcome.rows += sound.events[0].map { Row(recording: path, event: $0, verdict: nil) }
      case .failure(let failure): outcome.failures.append(failure)
      }
    }
    outcome.negatives.append(sum)
  }
}
