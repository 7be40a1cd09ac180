#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

/// A device that can capture, for people.
enum DeviceText {
  ///     ● plughw:CARD=Snowball,DEV=0  listen takes this one
  ///       Blue Snowball at usb-0000:01:00.0-1.2, full speed, USB Audio
  ///       S16_LE at 44100, 48000 Hz, 1 channel
  static func write(_ device: CaptureDevice, isDefault: Bool, to stream: Stream) {
    stream.write(isDefault ? "\(Style.green)●\(Style.plain) " : "  ")
    stream.write("\(Style.bold)\(printable(device.name))\(Style.plain)")
    stream.write(isDefault ? "  listen takes this one\n" : "\n")
    if !device.description.isEmpty { stream.write("  \(printable(device.description))\n") }
    if let offer = device.offer {
      let text = "\(offer.formatsText) at \(offer.ratesText), \(offer.channelsText)"
      stream.write("  \(Style.dim)\(text)\(Style.plain)\n")
    }
    if let problem = device.problem {
      stream.write("  \(Style.yellow)\(problem)\(Style.plain)\n")
    }
  }
}

/// A device that can capture, as a JSON object on one line.
enum DeviceJSON {
  static func write(_ device: CaptureDevice, isDefault: Bool, to stream: Stream) {
    stream.write("{\"device\": \(jsonString(device.name))")
    stream.write(", \"description\": \(jsonString(device.description))")
    stream.write(", \"isDefault\": \(isDefault), \"canBeOpened\": \(device.canBeOpened)")
    if let problem = device.problem { stream.write(", \"problem\": \(jsonString(problem))") }
    if let offer = device.offer {
      stream.write(", \"ratesHz\": [\(joined(offer.ratesHz.map { "\($0)" }))]")
      stream.write(", \"channels\": [\(joined(offer.channels.map { "\($0)" }))]")
      stream.write(", \"formats\": [\(joined(offer.formats.map(jsonString)))]")
    }
    stream.write("}\n")
  }
}

extension CaptureDevice {
  /// Why it cannot be opened, nil if it can.
  fileprivate var problem: String? {
    canBeOpened ? nil : CaptureError.cannotOpen(code: openError).explanation
  }
}
