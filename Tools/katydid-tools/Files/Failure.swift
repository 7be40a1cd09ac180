import Foundation
import Katydid

/// What went wrong and what to do about it; printed as
/// `katydid-tools: FILE: node 'NODE': PARAMETER: what; remedy`.
struct Failure: Error, Equatable {
  /// Exit codes of `sysexits.h`.
  enum Status: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case internalError = 70
    case cannotCreate = 73
  }

  var status: Status
  /// The file that it is about. Code that does not know the file leaves it to its caller.
  var file: String?
  /// Name of the node in the file.
  var node: String?
  /// Name of the node's parameter, of a tensor or an option, or the path of a key
  /// (`layers[1].tau`).
  var parameter: String?
  var what: String
  var remedy: String?

  init(_ status: Status, file: String? = nil, _ what: String, remedy: String? = nil) {
    self.status = status
    self.file = file
    self.what = what
    self.remedy = remedy
  }

  /// A refused model: names the byte.
  init(_ error: ModelError, file: String) {
    self.init(
      .badData, file: file, "byte \(error.offset): \(error.explanation)",
      remedy: "pack the network again, or copy the file again")
  }

  /// A failed call of the operating system.
  init(_ status: Status, file: String, errno code: Int32, doing action: String, remedy: String) {
    self.init(status, file: file, "\(action): \(String(cString: strerror(code)))", remedy: remedy)
  }

  /// This failure, about `path` unless it already names a file.
  func inFile(_ path: String) -> Failure {
    var failure = self
    failure.file = file ?? path
    return failure
  }
}

extension Failure: CustomStringConvertible {
  var description: String {
    var subject = file.map { "\($0): " } ?? ""
    if let node { subject += "node '\(node)': " }
    if let parameter { subject += parameter + ": " }
    return subject + what + (remedy.map { "; \($0)" } ?? "")
  }
}
