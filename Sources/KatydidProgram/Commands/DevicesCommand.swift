#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

extension Command {
  static let devices = Command(
    kind: .devices, name: "devices",
    summary: "List the microphones, with what each offers, and the one that listen would take.",
    operands: "",
    operandCompletion: .nothing,
    discussion: [
      "The names are those of ALSA. plughw:CARD=...,DEV=... is a sound card, by a name that stays the same when cards are plugged in in another order; others are from ALSA's configuration. Rates, channels and formats are what the hardware does. JACK is not asked; if you use it, give --device jack to listen.",
      "On a terminal it is a list for people. Anywhere else, or with --json, it is a JSON object a line: {\"device\": \"plughw:CARD=Snowball,DEV=0\", \"description\": \"...\", \"isDefault\": true, \"canBeOpened\": true, \"ratesHz\": [44100, 48000], \"channels\": [1], \"formats\": [\"S16_LE\"]}; \"problem\" says why one cannot be opened.",
    ],
    options: [Option("json", help: "Print JSON on a terminal too.")],
    examples: [
      Example(command: "katydid devices", meaning: "What can be listened to."),
      Example(
        command: "katydid listen --device plughw:CARD=Snowball,DEV=0",
        meaning: "To one of them."),
    ])
}

/// Lists the devices that can capture.
struct DevicesCommand {
  private let isJSON: Bool

  init(_ arguments: Arguments) throws(Failure) {
    guard arguments.operands.isEmpty else {
      throw Failure(.usage, "devices takes no file or name; \(arguments.helpHint)")
    }
    isJSON = arguments.isSet("json") || !Terminal.isOutput
  }

  func run() throws(Failure) -> ExitStatus {
    let devices = DeviceList.all()
    let chosen = DeviceList.defaultDevice(among: devices)
    for device in devices {
      let isDefault = chosen.map { $0.name.matches(device.name) } ?? false
      if isJSON {
        DeviceJSON.write(device, isDefault: isDefault, to: Stream.output)
      } else {
        DeviceText.write(device, isDefault: isDefault, to: Stream.output)
      }
    }
    guard devices.contains(where: { $0.canBeOpened }) else {
      let found = devices.isEmpty ? "no microphone found" : "none of these can be opened"
      throw Failure(.deviceUnavailable, "\(found): \(DeviceList.advice)")
    }
    if case .none = chosen {
      Failure(.deviceUnavailable, "listen takes none of these by itself: name one with --device")
        .report()
    }
    return .success
  }
}

extension DeviceList {
  /// What to do where no device can be opened.
  static let advice =
    "plug one in ('lsusb' or 'arecord -l' shows whether the system sees it); your user must be in the group audio ('sudo usermod -aG audio USER', then log in again); if PulseAudio or PipeWire has the microphone, it must run"
}
