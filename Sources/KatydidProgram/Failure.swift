#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Exit codes, those of `sysexits.h`.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  case usage = 64
  case badData = 65
  case noInput = 66
  case deviceUnavailable = 69
  case internalError = 70

  var meaning: String {
    switch self {
    case .success: "well done"
    case .usage: "wrong usage"
    case .badData: "bad data"
    case .noInput: "no such input"
    case .deviceUnavailable: "device unavailable"
    case .internalError: "internal error"
    }
  }
}

/// What went wrong and what to do about it.
final class Failure: Error {
  let status: ExitStatus
  let message: String
  /// The option that the message is about and begins with.
  let option: String?

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
    option = nil
  }

  /// About one option.
  /// - Parameter text: What comes after the option's name: " 2: give …", " is for …".
  init(_ status: ExitStatus, option: String, _ text: String) {
    self.status = status
    message = "--\(option)\(text)"
    self.option = option
  }

  /// The same about a line of a configuration instead of an option of the command line.
  /// - Parameter place: `katydid.toml:12`.
  func located(at place: String) -> Failure {
    let text = String(decoding: message.bytes.dropFirst(2), as: UTF8.self)
    return Failure(status == .usage ? .badData : status, "\(place): \(text)")
  }

  convenience init(_ error: SoundError, file: String) {
    let status: ExitStatus =
      switch error {
      case .cannotOpen, .isDirectory: .noInput
      case .cannotRead: .deviceUnavailable
      default: .badData
      }
    self.init(status, "\(printable(file)): \(error.explanation)")
  }

  convenience init(_ error: CaptureError, device: String) {
    self.init(.deviceUnavailable, "\(printable(device)): \(error.explanation)")
  }

  convenience init(_ error: RecordingError, file: String) {
    self.init(
      error.isWrongUsage ? .usage : .internalError, option: "record",
      " \(printable(file)): \(error.explanation)")
  }

  /// A refused model: names the byte, where it is one.
  convenience init(_ error: ModelError, file: String) {
    if error.reason == .missingFrontEnd || error.reason == .missingDecision {
      self.init(.badData, "\(printable(file)): \(error.explanation)")
      return
    }
    self.init(
      .badData,
      "\(printable(file)): byte \(error.offset): \(error.explanation); pack the network again, or copy the file again"
    )
  }

  /// Says it on standard error, after what was already printed.
  func report() {
    Stream.output.flush()
    Stream.errors.write("katydid: \(message)\n")
    Stream.errors.flush()
  }
}

/// What `body` makes of the model `name`, or why the model is refused.
func refusing<Result: ~Copyable>(
  _ name: String, _ body: () throws(ModelError) -> Result
) throws(Failure) -> Result {
  do throws(ModelError) { return try body() } catch { throw Failure(error, file: name) }
}
