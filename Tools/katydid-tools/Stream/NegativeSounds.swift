import Katydid
import LinuxAudio

/// Sounds without the words of a model, such as speech, music or noise: every event in them is a false alarm.
struct NegativeSounds {
  /// What was given: a file or a folder.
  let path: String
  let files: [String]

  /// - Throws: `Failure` if there is nothing at the path, or no sound file in the folder.
  init(path: String, option: String) throws(Failure) {
    self.path = path
    files = try SoundFolder.files(at: path, option: option)
  }
}

/// A sound that was heard from a fresh state, with half a second of silence after it.
struct HeardSound {
  /// Without the silence.
  var sampleCount: Int
  /// For each of the settings.
  var events: [[Event]]
}

extension StreamHearer {
  /// Hears a file.
  func hear(_ path: String, _ settings: [DecisionSettings]) -> Result<HeardSound, Failure> {
    do throws(SoundError) {
      let recording = try Recording(path: path, silenceSeconds: Evaluation.silenceSeconds)
      return .success(
        HeardSound(
          sampleCount: recording.recordedSamples, events: events(in: recording.samples, settings)))
    } catch {
      return .failure(Failure(sound: error, file: path))
    }
  }
}
