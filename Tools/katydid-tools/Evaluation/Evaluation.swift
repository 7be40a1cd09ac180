import Foundation
import LinuxAudio

/// Runs clips through a model on all processors; the results do not depend on how many there are.
struct Evaluation {
  /// What became of a clip: an outcome, or why its file was skipped.
  typealias Result = Swift.Result<ClipOutcome, Failure>

  /// Half a second, as `katydid recognize` adds to a file.
  static let silenceSeconds = 0.5

  let clips: [Manifest.Clip]
  var gainDecibels: Double?
  let noise: NoiseMixer?

  /// - Returns: One result for each clip, in their order.
  /// - Throws: `Failure` for a model that does not recognise sound.
  func run(
    _ model: LoadedModel, processors: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws(Failure) -> [Result] {
    try parallelMap(
      "evaluate", clips, processors: processors,
      makeWorker: { () throws(Failure) in try ClipRecognizer(model) },
      { recognizer, clip in result(of: clip, with: recognizer) })
  }

  private func result(
    of clip: Manifest.Clip, with recognizer: ClipRecognizer
  ) -> Evaluation.Result {
    do throws(SoundError) {
      var recording = try Recording(path: clip.path, silenceSeconds: Evaluation.silenceSeconds)
      if let gain = gainDecibels { recording = recording.amplified(byDecibels: gain) }
      if let noise { recording = noise.mixed(recording, index: clip.index) }
      return .success(recognizer.recognize(recording))
    } catch {
      return .failure(Failure(sound: error, file: clip.path))
    }
  }
}
