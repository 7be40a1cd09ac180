#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

extension Command {
  /// Which microphone, for every command that opens one.
  static let microphoneOptions = [
    Option(
      "device", "DEVICE",
      help:
        "A capture device of ALSA, such as plughw:CARD=Snowball,DEV=0. Default: the one that 'katydid devices' marks."
    ),
    Option(
      "channel", number: "N",
      help: "The channel to hear, 1 to 8. Default: the mean of all that the device has."),
  ]
}

/// The microphone that the command line means.
struct MicrophoneChoice {
  let channel: Int?
  private let device: String?

  init(_ arguments: Arguments) throws(Failure) {
    device = arguments.value("device")
    channel = try arguments.number("channel", in: 1...8, "a channel from 1 to 8")
  }

  /// - Throws: status `deviceUnavailable` if there is none, or it cannot be listened to.
  func open() throws(Failure) -> Microphone {
    guard let name = device ?? DeviceList.defaultDevice() else {
      throw Failure(
        .deviceUnavailable, "no microphone that can be opened: \(DeviceList.advice)")
    }
    do throws(CaptureError) { return try Microphone(device: name, channel: channel) } catch {
      throw Failure(error, device: name)
    }
  }
}
