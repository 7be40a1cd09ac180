import CALSA
import CPlatform

/// The devices of this machine that can capture.
public enum DeviceList {
  /// Those of cards, in the order of the cards, then those of ALSA's configuration.
  public static func all() -> [CaptureDevice] {
    silenceALSA()
    return cardDevices() + configuredDevices()
  }

  /// The device to listen to if none is named, nil if none can be opened.
  public static func defaultDevice() -> String? { defaultDevice(among: all())?.name }

  /// A card that can be opened, one at USB before others: a microphone that somebody plugged in. Else what the
  /// configuration makes the default, or a sound server.
  public static func defaultDevice(among devices: [CaptureDevice]) -> CaptureDevice? {
    let usable = devices.filter { $0.canBeOpened }
    return usable.first { $0.isUSB } ?? usable.first { isOfCard($0.name) }
      ?? named("default", among: usable) ?? named("pipewire", among: usable)
      ?? named("pulse", among: usable)
  }

  private static func named(_ name: String, among devices: [CaptureDevice]) -> CaptureDevice? {
    devices.first { $0.name.matches(name) }
  }

  private static func cardDevices() -> [CaptureDevice] {
    var devices: [CaptureDevice] = []
    var card: Int32 = -1
    while snd_card_next(&card) == 0, card >= 0 {
      var opened: OpaquePointer?
      guard snd_ctl_open(&opened, "hw:\(card)", 0) == 0, let control = opened else { continue }
      devices += captureDevices(of: control)
      snd_ctl_close(control)
    }
    return devices
  }

  private static func captureDevices(of control: OpaquePointer) -> [CaptureDevice] {
    var (allocatedCard, allocatedDevice): (OpaquePointer?, OpaquePointer?)
    snd_ctl_card_info_malloc(&allocatedCard)
    snd_pcm_info_malloc(&allocatedDevice)
    defer {
      snd_ctl_card_info_free(allocatedCard)
      snd_pcm_info_free(allocatedDevice)
    }
    guard let card = allocatedCard, let device = allocatedDevice,
      snd_ctl_card_info(control, card) == 0
    else { return [] }
    let id = String(cString: snd_ctl_card_info_get_id(card))
    let cardName = String(cString: snd_ctl_card_info_get_longname(card))
    let driver = String(cString: snd_ctl_card_info_get_driver(card))

    var devices: [CaptureDevice] = []
    var number: Int32 = -1
    while snd_ctl_pcm_next_device(control, &number) == 0, number >= 0 {
      snd_pcm_info_set_device(device, UInt32(number))
      snd_pcm_info_set_subdevice(device, 0)
      snd_pcm_info_set_stream(device, SND_PCM_STREAM_CAPTURE)
      // One that only plays has no such stream.
      guard snd_ctl_pcm_info(control, device) == 0 else { continue }
      let place = "CARD=\(id),DEV=\(number)"
      devices.append(
        CaptureDevice(
          name: "plughw:\(place)", asked: "hw:\(place)",
          description: "\(cardName), \(String(cString: snd_pcm_info_get_name(device)))",
          isUSB: driver.matches("USB-Audio")))
    }
    return devices
  }
}

extension DeviceList {
  /// What ALSA and its plug-ins define for everybody: converters, and devices that are no microphones. The library of
  /// JACK writes to the terminal and may start a server as soon as its device is opened.
  private static let generic = [
    "null", "lavrate", "samplerate", "speexrate", "jack", "oss", "speex", "upmix", "vdownmix",
    "a52", "usbstream", "sysdefault",
  ]

  /// The devices that the configuration has besides those that it makes of every card.
  private static func configuredDevices() -> [CaptureDevice] {
    var devices: [CaptureDevice] = []
    var allocated: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
    if snd_device_name_hint(-1, "pcm", &allocated) == 0, let hints = allocated {
      var index = 0
      while let hint = hints[index] {
        index += 1
        guard let name = text(hint, "NAME"), !name.utf8Bytes.contains(UInt8(ascii: ":")),
          !generic.contains(where: { $0.matches(name) }), canCapture(hint)
        else { continue }
        devices.append(configured(name, text(hint, "DESC") ?? ""))
      }
      snd_device_name_free_hint(hints)
    }
    // It may stand in the configuration without a hint.
    if case .none = named("default", among: devices) {
      let device = configured("default", "the default of ALSA's configuration")
      if device.canBeOpened { devices.append(device) }
    }
    return devices
  }

  private static func configured(_ name: String, _ description: String) -> CaptureDevice {
    var line = ""
    for word in description.pieces(separator: "\n", most: .max) where !word.isEmpty {
      line += line.isEmpty ? word : ", \(word)"
    }
    return CaptureDevice(name: name, asked: name, description: line, isUSB: false)
  }

  /// Without a direction a device has both.
  private static func canCapture(_ hint: UnsafeMutableRawPointer) -> Bool {
    guard let direction = text(hint, "IOID") else { return true }
    return direction.matches("Input")
  }

  private static func text(_ hint: UnsafeMutableRawPointer, _ key: String) -> String? {
    guard let characters = snd_device_name_get_hint(hint, key) else { return nil }
    defer { platform_free(characters) }
    return String(cString: characters)
  }

  private static func isOfCard(_ name: String) -> Bool { name.begins(with: "plughw:") }
}
