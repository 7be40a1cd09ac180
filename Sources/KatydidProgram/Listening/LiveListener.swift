#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Follows the recognition of live sound: prints events at once, starts a program for each, keeps the display up to date.
final class LiveListener: Listener {
  private(set) var eventCount: Int
  /// What lies between the recogniser's time and the audio clock, in samples at 16 kHz.
  var offsetSamples: Int64 = 0
  /// On a terminal.
  let display: LiveDisplay?

  private let printer: EventPrinter
  private let command: EventCommand?

  /// - Throws: status `usage` if there is no such program as is to be started.
  init(_ model: Model, _ options: ListenOptions, _ microphone: Microphone) throws(Failure) {
    eventCount = 0
    let names = try options.names(of: model)
    printer = LiveListener.printer(names, options)
    command = try LiveListener.command(names, options, after: nil)
    display =
      options.hasDisplay
      ? LiveDisplay(
        model, names, source: microphone.name, totalMilliseconds: nil,
        status: StatusLine(device: microphone.name), stream: Stream.output) : nil
    super.init(blockSamples: microphone.format.periodFrames)
  }

  /// Takes over from another one, with another model.
  /// - Throws: status `usage` if the options do not suit it.
  init(_ model: Model, _ options: ListenOptions, after earlier: LiveListener) throws(Failure) {
    let names = try options.names(of: model)
    eventCount = earlier.eventCount
    printer = LiveListener.printer(names, options)
    command = try LiveListener.command(names, options, after: earlier.command)
    display = earlier.display
    display?.use(model, names)
    super.init(blockSamples: earlier.blockSamples)
  }

  private static func command(
    _ names: LabelNames, _ options: ListenOptions, after earlier: EventCommand?
  ) throws(Failure) -> EventCommand? {
    try options.command.map { (line) throws(Failure) in
      try EventCommand(line, labels: names.plain, after: earlier)
    }
  }

  private static func printer(_ names: LabelNames, _ options: ListenOptions) -> EventPrinter {
    EventPrinter(names, file: nil, options.isJSON ? .json : .text, stream: Stream.output)
  }

  override func heardTick(_ recognizer: borrowing Recognizer, _ event: Event?) {
    display?.update(recognizer)
    guard let event else { return }
    eventCount += 1
    display?.erase()
    printer.print(event, offsetSamples: offsetSamples)
    Stream.output.flush()
    command?.run(event, offsetSamples: offsetSamples)
  }

  /// Now and then, between two periods of sound.
  func look(atMilliseconds time: Int64) {
    command?.poll()
    display?.draw(atMilliseconds: time)
  }
}
