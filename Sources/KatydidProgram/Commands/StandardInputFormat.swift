#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

/// What the options say about raw samples on standard input.
struct StandardInputFormat {
  private let rateHz: Int
  private let channels: Int
  private let format: PCMFormat
  /// Whether no option says anything.
  let isDefault: Bool

  init(_ arguments: Arguments) throws(Failure) {
    isDefault = !["rate", "channels", "sample-format"].contains { arguments.isSet($0) }
    rateHz = try arguments.number("rate", in: 1...999_999_999, "a sample rate in Hz") ?? 16_000
    channels = try arguments.number("channels", in: 1...1024, "1 to 1024 channels") ?? 1
    guard let name = arguments.value("sample-format") else {
      format = .s16le
      return
    }
    guard let format = PCMFormat.allCases.first(where: { $0.name.matches(name) }) else {
      throw arguments.failure(
        "sample-format", "one of \(joined(PCMFormat.allCases.map { $0.name }))")
    }
    self.format = format
  }

  func open() throws(SoundError) -> RawPCM {
    try RawPCM(rateHz: rateHz, channels: channels, format: format)
  }
}
