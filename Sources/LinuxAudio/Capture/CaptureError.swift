import CALSA
import CPlatform

/// Why a device cannot be listened to.
public enum CaptureError: Error {
  /// libasound does not open it; its error number, positive.
  case cannotOpen(code: Int32)
  /// It opens, and offers nothing that we take.
  case nothingFits(offer: String)
  /// It has fewer channels than the one that is asked for.
  case noSuchChannel(channel: Int, channels: Int)
  /// It takes our choice and then refuses it; the error number.
  case cannotConfigure(code: Int32)
  case cannotStart(code: Int32)
  /// The system has no thread, no descriptor or no memory for it.
  case noResources

  /// What is wrong and what to do about it, for a message of the form "DEVICE: …".
  public var explanation: String {
    switch self {
    case .cannotOpen(let code): "cannot open: \(text(code)); \(advice(code))"
    case .nothingFits(let offer):
      "offers nothing that can be converted: it \(offer); give it as plughw:… instead of hw:…, or take another device ('katydid devices' lists them)"
    case .noSuchChannel(let channel, let channels):
      "has no channel \(channel), only \(channels); leave out --channel for the mean of all"
    case .cannotConfigure(let code):
      "cannot be set up: \(text(code)); 'katydid devices' shows what it offers"
    case .cannotStart(let code): "cannot start: \(text(code)); plug it in again"
    case .noResources: "no memory or thread left for it; close other programs"
    }
  }

  private func text(_ code: Int32) -> String { String(cString: snd_strerror(-code)) }

  private func advice(_ code: Int32) -> String {
    switch code {
    case EBUSY:
      "another program uses it ('fuser -v /dev/snd/*' names it): stop that one, or take the device 'default'"
    case EACCES, EPERM:
      "add your user to the group audio ('sudo usermod -aG audio USER') and log in again"
    case ECONNREFUSED:
      "the sound server does not run: start it, or take a device of hardware"
    default: "'katydid devices' lists what is there"
    }
  }
}
