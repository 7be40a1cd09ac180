// swift-format-ignore-file: AlwaysUseLowerCamelCase
// C names are what the header says; the compiler compares each function with its declaration there.

import CKatydid
import CPlatform

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
  static let noDecision: katydid_status = 5
  static let cannotRead: katydid_status = 6
  static let arenaTooSmall: katydid_status = 7
  static let misaligned: katydid_status = 8
  static let outOfRange: katydid_status = 9
  static let eventsWaiting: katydid_status = 10
  static let badModel: katydid_status = 100

  /// What is wrong with the call has statuses of its own; what is wrong with the bytes is a bad model.
  static func of(_ error: ModelError) -> katydid_status {
    switch error.reason {
    case .missingFrontEnd: noFrontEnd
    case .missingDecision: noDecision
    case .arenaTooSmall: arenaTooSmall
    case .misaligned: misaligned
    default: badModel + katydid_status(error.reason.rawValue)
    }
  }

  static func text(_ status: katydid_status) -> StaticString {
    switch status {
    case ok: return "no error"
    case nullPointer: return "an argument that must not be NULL is NULL"
    case outOfMemory: return "out of memory"
    case unsupportedRate:
      return
        "a sample rate that is not supported: 8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000 Hz are"
    case noFrontEnd: return "the model has no front end: it is a bare network"
    case noDecision: return "the model has no decision: it is a bare network"
    case cannotRead: return "the file cannot be read"
    case arenaTooSmall: return "the memory given is smaller than what is needed"
    case misaligned: return "memory does not start at a multiple of 16"
    case outOfRange: return "a number is outside its range"
    case eventsWaiting: return "there is no room for more events: poll those that wait, then go on"
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
  unsafe cString(Status.text(status))
}

@c @implementation
public func katydid_describe(
  _ status: katydid_status, _ detail: Int, _ text: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> Int {
  var writer = unsafe TextWriter(text, capacity: capacity)
  if status >= Status.badModel {
    writer.append("byte ")
    writer.append(detail)
    writer.append(": ")
  }
  writer.append(Status.text(status))
  if status == Status.cannotRead {
    writer.append(": ")
    if detail == 0 {
      writer.append("not a regular file")
    } else {
      unsafe writer.append(cString: platform_error_text(Int32(truncatingIfNeeded: detail)))
    }
  }
  writer.end()
  return writer.length
}

/// A literal ends with a zero byte.
func cString(_ text: StaticString) -> UnsafePointer<CChar> {
  unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}
