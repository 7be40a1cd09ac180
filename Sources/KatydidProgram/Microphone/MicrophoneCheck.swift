import CPlatform

#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

/// Some seconds of a microphone, measured while they come.
final class MicrophoneCheck {
  /// Many microphones begin with a click or with silence.
  private static let settlingMilliseconds = 200
  /// A device may take its time before the first samples, or lose some on the way.
  private static let patienceMilliseconds = 5_000

  private(set) var levels: MicrophoneLevels
  /// Peaks of the channels, full scale 1; empty if only one is heard.
  private(set) var channelPeaks: [Float]
  private(set) var lostFrames = 0

  private let microphone: Microphone
  private let seconds: Int
  private var framesHeard = 0
  private var nextPosition: UInt64 = 0

  init(_ microphone: Microphone, channel: Int?, seconds: Int) {
    self.microphone = microphone
    self.seconds = seconds
    levels = MicrophoneLevels(rateHz: microphone.format.rateHz, seconds: seconds)
    let hasMean = channel.map { _ in false } ?? (microphone.format.channels > 1)
    channelPeaks = hasMean ? [Float](repeating: 0, count: microphone.format.channels) : []
  }

  /// Measures until there is enough.
  /// - Parameter onPeriod: Called with the samples of every period, and with how many milliseconds were measured.
  /// - Returns: The signal that ended it early, 0 if none did.
  func run(
    onPeriod: (UnsafeBufferPointer<Int16>, _ milliseconds: Int) -> Void
  ) throws(Failure) -> Int32 {
    let rateHz = microphone.format.rateHz
    let settlingFrames = rateHz * MicrophoneCheck.settlingMilliseconds / 1000
    let wantedFrames = settlingFrames + rateHz * seconds
    let patience = seconds * 1000 + MicrophoneCheck.patienceMilliseconds
    let deadline = platform_nanoseconds() + UInt64(patience) * 1_000_000

    while framesHeard < wantedFrames {
      let signal = platform_interrupt()
      if signal != 0 { return signal }
      guard let period = microphone.next() else {
        guard platform_nanoseconds() < deadline else { throw tooLittle() }
        microphone.wait(milliseconds: 100)
        continue
      }
      try take(period)
      guard period.frames > 0 else { continue }
      let samples = UnsafeBufferPointer(rebasing: microphone.samples[..<period.frames])
      // The first samples of the check are those after settling.
      let skipped = min(max(settlingFrames - framesHeard, 0), period.frames)
      let rest = min(period.frames, wantedFrames - framesHeard)
      if skipped < rest {
        let heard = UnsafeBufferPointer(rebasing: samples[skipped..<rest])
        levels.add(heard)
        if !channelPeaks.isEmpty { microphone.raise(&channelPeaks, frames: period.frames) }
      }
      framesHeard += period.frames
      onPeriod(samples, max(framesHeard - settlingFrames, 0) * 1000 / rateHz)
    }
    return 0
  }

  /// Counts what is missing before a period; ends if the device is gone.
  private func take(_ period: MicrophonePeriod) throws(Failure) {
    if period.notice == .lost {
      throw Failure(
        .deviceUnavailable,
        "\(printable(microphone.name)): the device is gone: \(period.errorText); plug it in again")
    }
    guard period.frames > 0 else { return }
    if period.position > nextPosition { lostFrames += Int(period.position - nextPosition) }
    nextPosition = period.position + UInt64(period.frames)
  }

  private func tooLittle() -> Failure {
    let milliseconds = framesHeard * 1000 / microphone.format.rateHz
    return Failure(
      .deviceUnavailable,
      "\(printable(microphone.name)): only \(milliseconds) ms of sound came in the time for \(seconds) s; plug it in again, or take another device ('katydid devices' lists them)"
    )
  }
}
