#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

extension Command {
  static let listen = Command(
    kind: .listen, name: "listen",
    summary:
      "Listen to a microphone and recognise words or chords as they come.",
    operands: "",
    operandCompletion: .nothing,
    discussion: [
      "It goes on until Ctrl-C (SIGINT) or SIGTERM ends it, whatever the microphone does: gaps are reported, and when the device is gone it waits until it is back. SIGHUP reads the configuration and the model again; another microphone, recording or form of output is taken at the next start.",
      "On a terminal it draws what it hears. Anywhere else, or with --json, every event is a JSON object a line, {\"time\": 12.340, \"label\": \"left\", \"score\": 0.93}, and so is what happens to the sound, {\"status\": \"overrun\", \"time\": 12.340, ...}; times are seconds of sound since the start, gaps included.",
      "A model of words makes an event of each word. One of chords makes an event where the chord changes, and calls it N where there is none. Terminals show chords as musicians write them (F♯m); all else is in Harte's syntax (F#:min).",
    ],
    options: [.configuration] + microphoneOptions + [modelOption] + decisionOptions + [
      Option("json", help: "Print JSON on a terminal too."),
      Option("plain", help: "Print plain lines on a terminal, without the live display."),
      Option(
        "record", "FILE", completion: .files,
        help:
          "Record what is heard, as FLAC, WAV or Ogg by the suffix; the file is there when listening ends. Gaps are silence, up to a minute each."
      ),
      Option(
        "exec", "CMD", completion: .programs,
        help:
          "Start a program at every event, its arguments separated by blanks, without a shell; KATYDID_LABEL, KATYDID_TIME and KATYDID_SCORE are in its environment. One at a time for each label."
      ),
      Option(
        "exit-on-loss",
        help: "End with exit code 69 when the device is gone, for a supervisor to decide."),
    ],
    examples: [
      Example(command: "katydid listen", meaning: "What the microphone hears."),
      Example(
        command: "katydid listen --model chords --flats",
        meaning: "The chords that are played, as they come."),
      Example(
        command: "katydid listen --json | while read -r event; do echo \"$event\"; done",
        meaning: "Every event for another program."),
      Example(
        command: "katydid listen --exec ./lamp.sh",
        meaning: "A script of your own at every event; it finds the word in $KATYDID_LABEL."),
      Example(
        command: "katydid listen --config /etc/katydid/katydid.toml",
        meaning: "As a service does."),
    ])
}

/// What the command line and the configuration say about listening.
final class ListenOptions {
  /// What goes on as it began when the configuration is read again.
  private static let takenAtStart = ["device", "channel", "json", "plain", "record"]

  private let arguments: Arguments
  private(set) var microphone: MicrophoneChoice
  private(set) var isJSON: Bool
  private(set) var hasDisplay: Bool
  let exitsOnLoss: Bool
  let command: String?
  /// Path of the file.
  private(set) var recording: String?

  init(_ arguments: Arguments) throws(Failure) {
    self.arguments = arguments
    guard arguments.operands.isEmpty else {
      throw Failure(
        .usage,
        "'\(printable(arguments.operands[0]))': listen takes no files ('katydid recognize' does); \(arguments.helpHint)"
      )
    }
    microphone = try MicrophoneChoice(arguments)
    isJSON = arguments.isSet("json") || !Terminal.isOutput
    hasDisplay = !isJSON && !arguments.isSet("plain") && Terminal.canRedrawOutput
    command = arguments.value("exec")
    recording = arguments.value("record")
    exitsOnLoss = arguments.isSet("exit-on-loss")
  }

  /// These options with the configuration as it is now. A change that only a start takes is said and left out.
  /// - Throws: status `noInput`, `badData`; the message names the line.
  func readAgain() throws(Failure) -> ListenOptions {
    let now = try arguments.configured()
    let again: ListenOptions
    do throws(Failure) { again = try ListenOptions(now) } catch { throw now.locating(error) }
    for name in ListenOptions.takenAtStart where !now.sets(name, as: arguments) {
      Failure(.usage, option: name, " has changed; start again for it to be taken").report()
    }
    again.microphone = microphone
    again.isJSON = isJSON
    again.hasDisplay = hasDisplay
    again.recording = recording
    return again
  }

  /// A failure with the line of the configuration that it is about, if there is one.
  func locating(_ failure: Failure) -> Failure { arguments.locating(failure) }

  /// The model as it is now, and the settings of its decision.
  func model() throws(Failure) -> (Model, DecisionSettings) { try arguments.recognitionModel() }

  /// What the classes of a model are called.
  func names(of model: Model) throws(Failure) -> LabelNames { try arguments.labelNames(of: model) }
}
