#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

extension Command {
  static let recognize = Command(
    kind: .recognize, name: "recognize",
    summary: "Recognise words in sound files, or in raw samples on standard input.",
    operands: "FILE...",
    operandCompletion: .files,
    discussion: [
      "FILE is any file that libsndfile reads (WAV, FLAC, Ogg, MP3, AIFF...), of any number of channels, at 8, 11.025, 16, 22.05, 32, 44.1, 48 or 96 kHz; or - for raw samples on standard input. Every file is heard from a fresh state, with half a second of silence after it.",
      "On a terminal every event is a line with its time, word and score. Anywhere else, or with --json, it is a JSON object a line: {\"time\": 12.340, \"label\": \"left\", \"score\": 0.93, \"file\": \"a.wav\"}.",
    ],
    options: [modelOption] + decisionOptions + [
      Option("json", help: "Print JSON on a terminal too."),
      Option(
        "real-time",
        help:
          "Go through the sound at its true speed; on a terminal with a live display of level, spikes and scores."
      ),
      Option(
        "rate", "HZ", completion: .choices(["16000", "8000", "44100", "48000"]),
        help: "Sample rate of standard input. Default: 16000."),
      Option("channels", "N", help: "Channels of standard input, 1 to 1024. Default: 1."),
      Option(
        "format", "FORMAT", completion: .choices(PCMFormat.allCases.map { $0.name }),
        help:
          "Samples of standard input, little-endian: \(joined(PCMFormat.allCases.map { $0.name })). Default: s16le."
      ),
    ],
    examples: [
      Example(
        command: "katydid recognize recording.wav",
        meaning: "The words of a recording."),
      Example(
        command: "katydid recognize --threshold 0.8 --hold-off 2 *.flac",
        meaning: "Of many recordings, only what is quite certain, at most every two seconds."),
      Example(
        command: "arecord -f S16_LE -r 16000 -t raw | katydid recognize --json -",
        meaning: "What a microphone hears, for another program."),
    ])

  /// Which model, for every command that recognises.
  static let modelOption = Option(
    "model", "MODEL", completion: .models,
    help:
      "A built-in model or a .kat file. Built in: \(joined(Model.builtInNames)). Default: \(Model.builtInNames[0])."
  )

  /// How the decision is made. What is not given is as the model says.
  static let decisionOptions = [
    Option(
      "threshold", "SCORE",
      help:
        "Least score of an event, above 0 and up to 1. Higher: fewer false alarms, more words missed. Default: the model's."
    ),
    Option(
      "smoothing", "MS",
      help:
        "Time constant over which scores are averaged, 0 to 10000. Higher: fewer false alarms, later events. Default: the model's."
    ),
    Option(
      "consecutive", "TICKS",
      help:
        "Ticks in a row for which a word must be the best and above the threshold, 1 to 1000. Higher: fewer false alarms from short bursts, later events. Default: the model's."
    ),
    Option(
      "hold-off", "S",
      help:
        "Seconds after an event without another one, 0 to 60. Higher: fewer repeated events; words spoken soon after each other are missed. Default: the model's."
    ),
  ]
}

extension Arguments {
  /// The model to recognise with, and the settings of its decision.
  /// - Throws: status `noInput` or `badData` for a model that cannot recognise, `usage`.
  func recognitionModel() throws(Failure) -> (Model, DecisionSettings) {
    let model = try Model(named: value("model") ?? Model.builtInNames[0])
    guard case .some = model.blob.frontEnd else {
      throw Failure(ModelError(.missingFrontEnd, at: 0), file: model.name)
    }
    guard let decision = model.blob.decision else {
      throw Failure(ModelError(.missingDecision, at: 0), file: model.name)
    }
    return (model, try settings(changing: decision.settings))
  }

  /// The model's settings with what the options change.
  func settings(changing settings: DecisionSettings) throws(Failure) -> DecisionSettings {
    var settings = settings
    if let value = try number(
      "threshold", scale: 1 << 15, in: 1...(1 << 15), "a score above 0 and up to 1, such as 0.8")
    {
      settings.threshold = Int32(value)
    }
    if let value = try number("smoothing", in: 0...10_000, "milliseconds from 0 to 10000") {
      settings.smoothingMilliseconds = value
    }
    if let value = try number("consecutive", in: 1...1_000, "ticks from 1 to 1000") {
      settings.consecutiveTicks = value
    }
    if let value = try number(
      "hold-off", scale: 1_000, in: 0...60_000, "seconds from 0 to 60, such as 1.5")
    {
      settings.holdOffMilliseconds = value
    }
    return settings
  }

  /// The value of an option times `scale`, nil if the option is not given. Without a scale it must be a whole number.
  func number(
    _ option: String, scale: Int = 1, in range: ClosedRange<Int>, _ expected: String
  ) throws(Failure) -> Int? {
    guard let text = value(option) else { return nil }
    let isWhole = scale > 1 || !text.utf8.contains(UInt8(ascii: "."))
    guard isWhole, let value = scaledDecimal(text, by: scale), range.contains(value) else {
      throw failure(option, expected)
    }
    return value
  }
}
