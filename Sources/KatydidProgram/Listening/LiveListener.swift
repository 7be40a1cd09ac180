#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Follows the recognition of live sound: prints events at once, and starts a program for each.
struct LiveListener: Listener {
  let blockSamples: Int
  private(set) var eventCount: Int
  /// What lies between the recogniser's time and the audio clock, in samples at 16 kHz.
  var offsetSamples: Int64 = 0

  private let printer: EventPrinter
  private let command: EventCommand?
  private var display: LiveDisplay?

  /// - Parameter earlier: Whom it takes over from.
  /// - Throws: status `usage` if there is no such program as is to be started.
  init(
    _ model: Model, _ options: ListenOptions, _ format: CaptureFormat,
    after earlier: LiveListener? = nil
  ) throws(Failure) {
    blockSamples = format.periodFrames
    eventCount = earlier?.eventCount ?? 0
    if let earlier {
      command = earlier.command
      command?.use(labels: model.labels)
    } else {
      command = try options.command.map { (line) throws(Failure) in
        try EventCommand(line, labels: model.labels)
      }
    }
    printer = EventPrinter(model, file: nil, isJSON: options.isJSON, stream: Stream.output)
  }

  mutating func heardTick(_ recognizer: borrowing Recognizer, _ event: Event?) {
    display?.update(recognizer)
    guard let event else { return }
    eventCount += 1
    makeRoom()
    printer.print(event, offsetSamples: offsetSamples)
    Stream.output.flush()
    command?.run(event, offsetSamples: offsetSamples)
  }

  mutating func heardBlock(samples: Int) {}

  /// Between two periods of sound.
  mutating func look(atMilliseconds time: Int64) {
    command?.poll()
    display?.draw(atMilliseconds: time)
  }

  /// Takes the display away, for a line to be printed.
  mutating func makeRoom() { display?.erase() }

  /// Gives the terminal back.
  mutating func end() { display?.end() }
}
