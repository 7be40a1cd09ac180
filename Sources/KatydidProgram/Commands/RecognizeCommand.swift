import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Recognises files one after the other; a broken one is reported and the rest still done.
final class RecognizeCommand {
  private let model: Model
  private let settings: DecisionSettings
  private let names: LabelNames
  private let files: [String]
  private let format: OutputFormat
  /// Of `.lab` files; nil if they go to standard output.
  private let folder: LabFolder?
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
        .usage,
        "--rate, --channels and --sample-format are for standard input; add - or leave them out")
    }
    (model, settings) = try arguments.recognitionModel()
    names = try arguments.labelNames(of: model)
    format = try OutputFormat(arguments)
    folder = try RecognizeCommand.folder(arguments, model, format)
    isRealTime = arguments.isSet("real-time")
  }

  private static func folder(
    _ arguments: Arguments, _ model: Model, _ format: OutputFormat
  ) throws(Failure) -> LabFolder? {
    let (files, path) = (arguments.operands, arguments.value("output"))
    guard format == .lab else {
      if case .some = path { throw Failure(.usage, "--output is for --format lab; add that") }
      return nil
    }
    guard model.tracks else {
      throw Failure(
        .usage,
        "--format lab is for models that track, such as chords: what '\(printable(model.name))' hears has no duration; --format csv has its times"
      )
    }
    guard let path else {
      guard files.count == 1 else {
        throw Failure(
          .usage,
          "--format lab is a file for each recording; add --output DIR, or give one recording")
      }
      return nil
    }
    return try LabFolder(path, for: files)
  }

  func run() throws(Failure) -> ExitStatus {
    var status = ExitStatus.success
    if format == .csv {
      Stream.output.write(model.tracks ? SegmentPrinter.csvHeader : EventPrinter.csvHeader)
    }
    for file in files {
      if format == .text, files.count > 1 {
        Stream.output.write("\(Style.bold)\(printable(file))\(Style.plain)\n")
      }
      do throws(Failure) {
        let events = try recognize(file)
        if format == .text, events == 0 {
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
    let lab = try folder.map { (folder) throws(Failure) in
      try OutputFile(path: folder.labPath(of: file))
    }
    let output = output(file, to: lab?.stream ?? Stream.output)
    let events = try follow(source, file, &recognition, output)
    try lab?.finish()
    return events
  }

  private func output(_ file: String, to stream: Stream) -> EventOutput {
    switch format {
    case .text: return .events(EventPrinter(names, file: file, .text, stream: stream))
    case .json: return .events(EventPrinter(names, file: file, .json, stream: stream))
    case .lab, .csv:
      guard let rest = model.restClass else {
        return .events(EventPrinter(names, file: file, .csv, stream: stream))
      }
      return .segments(
        SegmentPrinter(
          format == .lab ? .lab : .csv(file: file), labels: names.plain, restClass: rest,
          stream: stream))
    }
  }

  private func follow(
    _ source: SoundSource, _ file: String, _ recognition: inout Recognition, _ output: EventOutput
  ) throws(Failure) -> Int {
    do throws(SoundError) {
      if isRealTime, format == .text, Terminal.canRedrawOutput {
        let listener = DisplayListener(source, model, names, title: file)
        defer { listener.end() }
        try hear(source, with: &recognition, for: listener)
        return listener.eventCount
      }
      let listener = PrintingListener(source, output, title: file, isRealTime: isRealTime)
      try hear(source, with: &recognition, for: listener)
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
