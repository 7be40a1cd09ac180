import CPlatform

#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

extension Command {
  static let checkMic = Command(
    kind: .checkMic, name: "check-mic",
    summary: "Measure a microphone for five seconds, and say what to change.",
    operands: "",
    operandCompletion: .nothing,
    discussion: [
      "Speak while it measures, as you will later, and pause for a moment: the pauses give the noise floor. Levels are in dBFS: 0 is the power of a sine at full scale. Nothing is recorded.",
      "On a terminal the figures are followed by advice. Anywhere else, or with --json, they are one JSON object; \"findings\" are digital-silence, clipping, nothing-said, too-quiet, noisy, dc-offset, silent-channel, lost-sound, or nothing.",
    ],
    options: microphoneOptions + [
      Option("seconds", number: "S", help: "How long to measure, 1 to 60. Default: 5."),
      Option("json", help: "Print JSON on a terminal too."),
    ],
    examples: [
      Example(command: "katydid check-mic", meaning: "Before the first 'katydid listen'."),
      Example(
        command: "katydid check-mic --device plughw:CARD=Snowball,DEV=0 --channel 2",
        meaning: "One channel of one device."),
    ])
}

/// Measures a microphone and says what is wrong with it.
struct CheckMicCommand {
  private let choice: MicrophoneChoice
  private let seconds: Int
  private let isJSON: Bool

  init(_ arguments: Arguments) throws(Failure) {
    guard arguments.operands.isEmpty else {
      throw Failure(.usage, "check-mic takes no file or name; \(arguments.helpHint)")
    }
    choice = try MicrophoneChoice(arguments)
    seconds = try arguments.number("seconds", in: 1...60, "whole seconds from 1 to 60") ?? 5
    isJSON = arguments.isSet("json") || !Terminal.isOutput
  }

  func run() throws(Failure) -> ExitStatus {
    let microphone = try choice.open()
    platform_catch_interrupts()
    do throws(CaptureError) { try microphone.start() } catch {
      throw Failure(error, device: microphone.name)
    }
    if !isJSON { writeHeading(microphone) }
    let check = MicrophoneCheck(microphone, channel: choice.channel, seconds: seconds)
    let signal = try measure(check)
    microphone.stop()
    if signal != 0 { platform_end_by(signal) }

    let report = MicrophoneReport(microphone, check)
    if isJSON {
      report.writeJSON(to: Stream.output)
    } else {
      report.writeText(to: Stream.output)
    }
    return .success
  }

  /// Measures, with a level or a progress bar where somebody may watch.
  private func measure(_ check: MicrophoneCheck) throws(Failure) -> Int32 {
    let totalMilliseconds = seconds * 1000
    var line = LevelLine()
    var progress = ProgressBar("say something")
    let isLevelShown = !isJSON && Terminal.canRedrawOutput
    defer {
      line.clear(Stream.output)
      progress.clear()
    }
    return try check.run { samples, milliseconds in
      if isLevelShown {
        line.update(
          samples, milliseconds: min(milliseconds, totalMilliseconds), of: totalMilliseconds,
          to: Stream.output)
      } else {
        progress.update(Int64(milliseconds), of: Int64(totalMilliseconds))
      }
    }
  }

  private func writeHeading(_ microphone: Microphone) {
    let format = microphone.format
    let stream = Stream.output
    stream.write("\(Style.bold)\(printable(microphone.name))\(Style.plain)")
    stream.write("  \(format.rateHz) Hz, \(format.channels) ")
    stream.write(format.channels == 1 ? "channel" : "channels")
    stream.write(", \(format.samples.name)\n\n")
    if !Terminal.canRedrawOutput { stream.write("say something, for \(seconds) s\n\n") }
    stream.flush()
  }
}
