import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Goes through a sound at its true speed with the live display, and prints events above it.
struct DisplayListener: Listener {
  let blockSamples: Int
  private(set) var eventCount = 0

  private let printer: EventPrinter
  private let rateHz: Int
  private var samplesHeard: Int64 = 0
  private let display: LiveDisplay
  private let pace: Pace

  init(_ source: SoundSource, _ model: Model, _ names: LabelNames, title: String) {
    printer = EventPrinter(names, file: nil, .text, stream: Stream.output)
    rateHz = source.rateHz
    blockSamples = Pace.blockSamples(rateHz: rateHz)
    display = LiveDisplay(
      model, names, source: title,
      totalMilliseconds: source.frames.map { $0 * 1_000 / Int64(source.rateHz) },
      stream: Stream.output)
    pace = Pace(rateHz: rateHz)
  }

  mutating func heardTick(_ recognizer: borrowing Recognizer, _ event: Event?) {
    display.update(recognizer)
    guard let event else { return }
    eventCount += 1
    display.erase()
    printer.print(event)
  }

  mutating func heardBlock(samples: Int) {
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
  mutating func end() { display.end() }
}
