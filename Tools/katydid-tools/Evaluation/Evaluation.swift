import Foundation
import LinuxAudio
import Synchronization

/// Runs clips through a model on all processors; the results do not depend on how many there are.
struct Evaluation {
  /// What became of a clip: an outcome, or why its file was skipped.
  typealias Result = Swift.Result<ClipOutcome, Failure>

  /// Half a second, as `katydid recognize` adds to a file.
  static let silenceSeconds = 0.5

  let clips: [Manifest.Clip]
  var gainDecibels: Double?
  let noise: NoiseMixer?

  /// - Parameter progress: Called with the share that is done, 0...1, never twice at a time.
  /// - Returns: One result for each clip, in their order.
  /// - Throws: `Failure` for a model that does not recognise sound.
  func run(
    _ model: LoadedModel, processors: Int = ProcessInfo.processInfo.activeProcessorCount,
    progress: @Sendable (Double) -> Void
  ) throws(Failure) -> [Result] {
    let workers = max(min(processors, clips.count), 1)
    var recognizers: [ClipRecognizer] = []
    for _ in 0..<workers { recognizers.append(try ClipRecognizer(model)) }
    let work = Work(self, recognizers)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      work.run(worker: worker, progress: progress)
    }
    return work.results
  }
}

/// What the workers share.
private final class Work: @unchecked Sendable {
  private struct State {
    var next = 0
    var done = 0
    var results: [Evaluation.Result?]
  }

  private let evaluation: Evaluation
  /// One for each worker, which alone touches it.
  private let recognizers: [ClipRecognizer]
  private let state: Mutex<State>

  init(_ evaluation: Evaluation, _ recognizers: [ClipRecognizer]) {
    self.evaluation = evaluation
    self.recognizers = recognizers
    state = Mutex(State(results: Array(repeating: nil, count: evaluation.clips.count)))
  }

  var results: [Evaluation.Result] { state.withLock { $0.results.compactMap { $0 } } }

  func run(worker: Int, progress: @Sendable (Double) -> Void) {
    while let index = take() {
      let result = result(of: evaluation.clips[index], with: recognizers[worker])
      state.withLock {
        $0.results[index] = result
        $0.done += 1
        progress(Double($0.done) / Double(evaluation.clips.count))
      }
    }
  }

  private func take() -> Int? {
    state.withLock {
      guard $0.next < evaluation.clips.count else { return nil }
      $0.next += 1
      return $0.next - 1
    }
  }

  private func result(
    of clip: Manifest.Clip, with recognizer: ClipRecognizer
  ) -> Evaluation.Result {
    do throws(SoundError) {
      var recording = try Recording(path: clip.path, silenceSeconds: Evaluation.silenceSeconds)
      if let gain = evaluation.gainDecibels { recording = recording.amplified(byDecibels: gain) }
      if let noise = evaluation.noise { recording = noise.mixed(recording, index: clip.index) }
      return .success(recognizer.recognize(recording))
    } catch {
      return .failure(Failure(sound: error, file: clip.path))
    }
  }
}
