import CALSA

/// A device that can capture, as it was when it was looked for.
public final class CaptureDevice: Sendable {
  /// What ALSA calls it, such as `plughw:CARD=Snowball,DEV=0`: a card's name stays the same when its number changes.
  public let name: String
  /// What people call it.
  public let description: String
  public let isUSB: Bool
  /// 0 if it could be opened, else libasound's error number, positive.
  public let openError: Int32
  /// nil if it could not be opened.
  public let offer: DeviceOffer?

  public var canBeOpened: Bool { openError == 0 }

  /// Opens a device to ask it what it offers, and closes it again.
  /// - Parameter asked: The device to open: below what converts, so that the offer is what the hardware does.
  init(name: String, asked: String, description: String, isUSB: Bool) {
    self.name = name
    self.description = description
    self.isUSB = isUSB
    var opened: OpaquePointer?
    // Not to wait for a device that another program uses.
    let code = snd_pcm_open(&opened, asked, SND_PCM_STREAM_CAPTURE, Int32(SND_PCM_NONBLOCK))
    guard code >= 0, let pcm = opened else {
      openError = code < 0 ? -code : ENODEV
      offer = nil
      return
    }
    openError = 0
    offer = DeviceOffer(of: pcm)
    snd_pcm_close(pcm)
  }
}
