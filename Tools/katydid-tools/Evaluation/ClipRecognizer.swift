import Katydid

/// What the model makes of one clip.
struct ClipOutcome: Equatable {
  /// Class of the event with the best score, nil if there was none.
  var eventClass: Int?
  /// Q15; 0 without an event.
  var score: Int32 = 0
  /// Class with the largest logit on average over all ticks.
  var meanReadoutClass: Int
}

/// A recogniser with the memory that it works in, for one thread.
final class ClipRecognizer {
  var recognizer: Recognizer
  let model: LoadedModel
  private let arena: AlignedBytes
  private let classCount: Int

  /// - Throws: `Failure` for a model that does not recognise sound.
  init(_ model: LoadedModel) throws(Failure) {
    self.model = model
    arena = AlignedBytes(count: model.blob.arenaBytes)
    classCount = model.blob.network.outputCount
    do throws(ModelError) { recognizer = try Recognizer(model.blob, arena: arena.bytes) } catch {
      throw Failure(
        .badData, file: model.path, "\(error.explanation)",
        remedy: "pack it with --front-end and --decision")
    }
  }

  // The recogniser points into both, which nobody else may seem to need any more.
  deinit { withExtendedLifetime((model, arena)) {} }

  /// Recognises a clip from a fresh state.
  func recognize(_ clip: Recording) -> ClipOutcome {
    recognizer.reset()
    var outcome = ClipOutcome(eventClass: nil, meanReadoutClass: 0)
    var sums = [Int64](repeating: 0, count: classCount)
    clip.samples.withUnsafeBufferPointer { samples in
      var rest = samples
      while !rest.isEmpty {
        let progress = recognizer.push(rest)
        rest = UnsafeBufferPointer(rebasing: rest[progress.samplesTaken...])
        guard progress.completedTick else { continue }
        for index in sums.indices { sums[index] += Int64(recognizer.logit(ofClass: index)) }
        if let event = progress.event, event.score > outcome.score {
          outcome.eventClass = event.classIndex
          outcome.score = event.score
        }
      }
    }
    for index in sums.indices where sums[index] > sums[outcome.meanReadoutClass] {
      outcome.meanReadoutClass = index
    }
    return outcome
  }
}
