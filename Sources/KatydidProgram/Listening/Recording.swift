#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

/// A recording that must not disturb: what goes wrong is said once, and listening goes on.
struct Recording {
  /// Of a gap, that much is recorded as silence: encoding more would keep the recogniser from what comes after it.
  private static let longestSilenceSeconds = 60

  private let writer: SoundWriter
  private let name: String
  private let longestSilenceFrames: UInt64

  /// - Throws: status `usage` for a suffix that is not known, `internalError` if the file cannot be made.
  init(path: String, rateHz: Int) throws(Failure) {
    name = path
    longestSilenceFrames = UInt64(rateHz * Recording.longestSilenceSeconds)
    do throws(RecordingError) { writer = try SoundWriter(path: path, rateHz: rateHz) } catch {
      throw Failure(error, file: path)
    }
  }

  func write(_ samples: UnsafeMutableBufferPointer<Int16>, count: Int) {
    reporting { () throws(RecordingError) in
      try writer.write(UnsafeBufferPointer(rebasing: samples[..<count]))
    }
  }

  func writeSilence(frames: UInt64) {
    let count = Int64(min(frames, longestSilenceFrames))
    reporting { () throws(RecordingError) in try writer.writeSilence(frames: count) }
  }

  func finish() { reporting { () throws(RecordingError) in try writer.finish() } }

  private func reporting(_ body: () throws(RecordingError) -> Void) {
    do throws(RecordingError) { try body() } catch {
      Failure(error, file: name).report()
    }
  }
}
