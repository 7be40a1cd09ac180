import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Recognises files one after the other; a broken one is reported and the rest still done.
struct RecognizeCommand {
  private let model: Model
  private let settings: DecisionSettings
  private let files: [String]
  private let isJSON: Bool
  private let isRealTime: Bool
  private let standardInput: StandardInputFormat

  init(_ arguments: Arguments) throws(Failure) {
    files = arguments.operands
    guard !files.isEmpty else {
      throw Failure(.usage, "give a sound file, or - for standard input; \(arguments.helpHint)")
    }
    standardInput = try StandardInputFormat(arguments)
    guard standardInput.isDefault || files.contains(where: { $0.matches("-") }) else {
      throw Failure(
        .usage, "--rate, --channels and --format are for standard input; add - or leave them out")
    }
    (model, settings) = try arguments.recognitionModel()
    isJSON = arguments.isSet("json") || !Terminal.isOutput
    isRealTime = arguments.isSet("real-time")
  }

  func run() throws(Failure) -> ExitStatus {
    var status = ExitStatus.success
    for file in files {
      if !isJSON, files.count > 1 {
        Stream.output.write("\(Style.bold)\(printable(file))\(Style.plain)\n")
      }
      do throws(Failure) {
        let events = try recognize(file)
        if !isJSON, events == 0 {
          Stream.output.write("\(Style.dim)    nothing recognised\(Style.plain)\n")
        }
      } catch {
        error.report()
        // Files that are not there and files that are broken: the latter need looking after.
        if status != .badData { status = error.status }
      }
      Stream.output.flush()
    }
    return status
  }

  /// Recognises one file and prints its events.
  /// - Returns: How many there were.
  private func recognize(_ file: String) throws(Failure) -> Int {
    let source = try open(file)
    var recognition = try Recognition(model, settings: settings, rateHz: source.rateHz)
    let printer = EventPrinter(model, file: file, isJSON: isJSON, stream: Stream.output)
    do throws(SoundError) {
      if isRealTime, !isJSON, Terminal.canRedrawOutput {
        var listener = DisplayListener(source, model, printer, title: file)
        defer { listener.end() }
        try hear(source, with: &recognition, for: &listener)
        return listener.eventCount
      }
      var listener = PrintingListener(source, printer, title: file, isRealTime: isRealTime)
      try hear(source, with: &recognition, for: &listener)
      return listener.eventCount
    } catch {
      throw Failure(error, file: file)
    }
  }

  private func open(_ file: String) throws(Failure) -> SoundSource {
    do throws(SoundError) {
      if file.matches("-") { return .raw(try standardInput.open()) }
      return .file(try SoundFile(path: file))
    } catch {
      throw Failure(error, file: file)
    }
  }
}

/// What the options say about raw samples on standard input.
struct StandardInputFormat {
  private let rateHz: Int
  private let channels: Int
  private let format: PCMFormat
  /// Whether no option says anything.
  let isDefault: Bool

  init(_ arguments: Arguments) throws(Failure) {
    isDefault = !["rate", "channels", "format"].contains { arguments.isSet($0) }
    rateHz = try arguments.number("rate", in: 1...999_999_999, "a sample rate in Hz") ?? 16_000
    channels = try arguments.number("channels", in: 1...1024, "1 to 1024 channels") ?? 1
    guard let name = arguments.value("format") else {
      format = .s16le
      return
    }
    guard let format = PCMFormat.allCases.first(where: { $0.name.matches(name) }) else {
      throw arguments.failure("format", "one of \(joined(PCMFormat.allCases.map { $0.name }))")
    }
    self.format = format
  }

  func open() throws(SoundError) -> RawPCM {
    try RawPCM(rateHz: rateHz, channels: channels, format: format)
  }
}
