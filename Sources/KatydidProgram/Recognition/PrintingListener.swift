#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Prints events as they come, as fast as the machine goes or at the sound's own speed.
final class PrintingListener: Listener {
  private(set) var eventCount = 0

  private let output: EventOutput
  private let rateHz: Int
  private let totalSamples: Int64?
  private var samplesHeard: Int64 = 0
  private var progress: ProgressBar
  private var pace: Pace?

  /// - Parameter isRealTime: Whether to wait until a sound of that length would have been played.
  init(_ source: SoundSource, _ output: EventOutput, title: String, isRealTime: Bool) {
    self.output = output
    rateHz = source.rateHz
    totalSamples = source.frames
    progress = ProgressBar(title)
    pace = isRealTime ? Pace(rateHz: source.rateHz) : nil
    super.init(
      blockSamples: isRealTime
        ? Pace.blockSamples(rateHz: source.rateHz) : SoundFile.largestBlock)
  }

  override func heardTick(_ recognizer: borrowing Recognizer, _ event: Event?) {
    guard let event else { return }
    eventCount += 1
    progress.clear()
    output.print(event)
    Stream.output.flush()
  }

  override func heardBlock(samples: Int) {
    samplesHeard += Int64(samples)
    progress.update(samplesHeard, of: totalSamples)
    pace?.wait(afterSamples: samplesHeard)
    if let totalSamples, samplesHeard >= totalSamples { progress.clear() }
  }

  override func soundEnded() {
    progress.clear()
    let rate = Int64(rateHz)
    output.soundEnded(atMilliseconds: (samplesHeard * 1_000 + rate / 2) / rate)
  }
}
