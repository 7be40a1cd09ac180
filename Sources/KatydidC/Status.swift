// swift-format-ignore-file: AlwaysUseLowerCamelCase
// C names are what the header says; the compiler compares each function with its declaration there.

import CKatydid

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

enum Status {
  static let ok: katydid_status = 0
  static let nullPointer: katydid_status = 1
  static let outOfMemory: katydid_status = 2
  static let unsupportedRate: katydid_status = 3
  static let noFrontEnd: katydid_status = 4
  static let badModel: katydid_status = 100

  static func of(_ error: ModelError) -> katydid_status {
    badModel + katydid_status(error.reason.rawValue)
  }

  static func text(_ status: katydid_status) -> StaticString {
    switch status {
    case ok: return "no error"
    case nullPointer: return "an argument that must not be NULL is NULL"
    case outOfMemory: return "out of memory"
    case unsupportedRate:
      return
        "a sample rate that is not supported: 8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000 Hz are"
    case noFrontEnd: return "the model has no front end"
    default:
      guard let code = UInt8(exactly: status - badModel),
        let reason = ModelError.Reason(rawValue: code)
      else { return "not a status of this library" }
      return ModelError(reason, at: 0).explanation
    }
  }
}

@c @implementation
public func katydid_status_text(_ status: katydid_status) -> UnsafePointer<CChar> {
  // A literal ends with a zero byte.
  unsafe UnsafeRawPointer(Status.text(status).utf8Start).assumingMemoryBound(to: CChar.self)
}
