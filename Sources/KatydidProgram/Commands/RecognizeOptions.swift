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
    summary: "Recognise words or chords in sound files, or in raw samples on standard input.",
    operands: "FILE...",
    operandCompletion: .files,
    discussion: [
      "FILE is any file that libsndfile reads (WAV, FLAC, Ogg, MP3, AIFF...), of any number of channels, at 8, 11.025, 16, 22.05, 32, 44.1, 48 or 96 kHz; or - for raw samples on standard input. Every file is heard from a fresh state, with half a second of silence after it.",
      "On a terminal every event is a line with its time, word or chord, and score. Anywhere else, or with --json, it is a JSON object a line: {\"time\": 12.340, \"label\": \"left\", \"score\": 0.93, \"file\": \"a.wav\"}.",
      "A model of words makes an event of each word. One of chords makes an event where the chord changes, and calls it N where there is none: its --format lab is lines of start, end and chord, with tabs between them, that follow each other from the start of the recording to its end; mir_eval and Sonic Visualiser read them. --format csv has the columns file, start, end, label and score, or for words file, time, label and score. Terminals show chords as musicians write them (F♯m); all else is in Harte's syntax (F#:min).",
    ],
    options: [modelOption] + decisionOptions + [
      Option(
        "format", "FORMAT", completion: .choices(OutputFormat.names),
        help:
          "Print \(joined(OutputFormat.names)). Default: text on a terminal, json anywhere else."),
      Option("json", help: "The same as --format json."),
      Option(
        "output", "DIR", completion: .files,
        help:
          "Of --format lab: a file for each recording in this folder, a.lab for a.wav, instead of standard output."
      ),
      Option(
        "real-time",
        help:
          "Go through the sound at its true speed; on a terminal with a live display of level, spikes and scores."
      ),
      Option(
        "rate", number: "HZ", completion: .choices(["16000", "8000", "44100", "48000"]),
        help: "Sample rate of standard input. Default: 16000."),
      Option("channels", number: "N", help: "Channels of standard input, 1 to 1024. Default: 1."),
      Option(
        "sample-format", "FORMAT", completion: .choices(PCMFormat.allCases.map { $0.name }),
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
        command: "katydid recognize --model chords --format lab --output labs *.flac",
        meaning: "The chords of many recordings, a .lab file for each."),
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
      "threshold", number: "SCORE",
      help:
        "Least score of an event, above 0 and up to 1. Higher: fewer false alarms, more words missed. Default: the model's."
    ),
    Option(
      "smoothing", number: "MS",
      help:
        "Time constant over which scores are averaged, 0 to 10000. Higher: fewer false alarms, later events. Default: the model's."
    ),
    Option(
      "consecutive", number: "TICKS",
      help:
        "Ticks in a row for which a word or chord must be the best and above the threshold, 1 to 1000. Higher: fewer false alarms from short bursts, later events. Default: the model's."
    ),
    Option(
      "hold-off", number: "S",
      help:
        "For words: seconds after an event without another one, 0 to 60. Higher: fewer repeated events; words spoken soon after each other are missed. Default: the model's."
    ),
    Option(
      "hold", number: "S",
      help:
        "For chords: least time in seconds that a chord stands, 0 to 60. Higher: less flicker; quick changes are late or missed. Default: the model's."
    ),
    Option("flats", help: "For chords: write D♭ for C♯, and likewise G♭, A♭, E♭ and B♭."),
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
    return (model, try settings(changing: decision.settings, of: model))
  }

  /// What the classes of a model are called.
  /// - Throws: status `usage` for flats where there are no chords.
  func labelNames(of model: Model) throws(Failure) -> LabelNames {
    let withFlats = isSet("flats")
    guard model.tracks || !withFlats else {
      throw Failure(
        .usage, option: "flats",
        " is for chords, and '\(printable(model.name))' hears none; leave it out")
    }
    return LabelNames(model, withFlats: withFlats)
  }

  /// The model's settings with what the options change.
  private func settings(
    changing settings: DecisionSettings, of model: Model
  ) throws(Failure) -> DecisionSettings {
    let (hold, other) = model.tracks ? ("hold", "hold-off") : ("hold-off", "hold")
    guard !isSet(other) else {
      throw Failure(
        .usage, option: other,
        " is for models of \(model.tracks ? "words" : "chords"); for '\(printable(model.name))' give --\(hold)"
      )
    }
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
      hold, scale: 1_000, in: 0...60_000, "seconds from 0 to 60, such as 1.5")
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
    let isWhole = scale > 1 || !text.bytes.contains(UInt8(ascii: "."))
    guard isWhole, let value = scaledDecimal(text, by: scale), range.contains(value) else {
      throw failure(option, expected)
    }
    return value
  }
}
