import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Goes through a sound at its true speed with the live display, and prints events above it.
final class DisplayListener: Listener {
  private(set) var eventCount = 0

  private let printer: EventPrinter
  private let rateHz: Int
  private var samplesHeard: Int64 = 0
  private let display: LiveDisplay
  private let pace: Pace

  init(_ source: SoundSource, _ model: Model, _ names: LabelNames, title: String) {
    printer = EventPrinter(names, file: nil, .text, stream: Stream.output)
    rateHz = source.rateHz
    display = LiveDisplay(
      model, names, source: title,
      totalMilliseconds: source.frames.map { $0 * 1_000 / Int64(source.rateHz) },
      stream: Stream.output)
    pace = Pace(rateHz: rateHz)
    super.init(blockSamples: Pace.blockSamples(rateHz: rateHz))
  }

  override func heardTick(_ recognizer: borrowing Recognizer, _ event: Event?) {
    display.update(recognizer)
    guard let event else { return }
    eventCount += 1
    display.erase()
    printer.print(event)
  }

  override func heardBlock(samples: Int) {
    samplesHeard += Int64(samples)
    display.draw(atMilliseconds: samplesHeard * 1_000 / Int64(rateHz))
    pace.wait(afterSamples: samplesHeard)
    let signal = platform_interrupt()
    if signal != 0 {
      display.end()
      platform_end_by(signal)
    }
  }

  /// Gives the terminal back.
  func end() { display.end() }
}
