import Foundation
import TestSupport

/// `katydid listen --json` while it runs.
final class ListenRun {
  /// A line of its standard output.
  struct Line {
    let members: [String: Any]

    /// nil for an event.
    var status: String? { members["status"] as? String }
    /// nil for a status.
    var label: String? { members["label"] as? String }
    /// In seconds on the audio clock.
    var time: Double { members["time"] as? Double ?? .nan }
  }

  private let folder: TemporaryFolder
  private let process = Process()

  /// - Parameter environment: What makes the device be there.
  init(
    _ arguments: [String], program: String = "katydid", environment: [String: String]
  ) throws {
    folder = try TemporaryFolder()
    for name in ["output", "errors"] { try Data().write(to: URL(filePath: folder.path(name))) }
    process.executableURL = ProgramRun.url(program)
    process.arguments = ["listen", "--json"] + arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: folder.path("output"))
    process.standardError = FileHandle(forWritingAtPath: folder.path("errors"))
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  var id: Int32 { process.processIdentifier }

  /// What came so far, whole lines. Each must be a JSON object.
  var lines: [Line] {
    get throws {
      let text = try String(contentsOfFile: folder.path("output"), encoding: .utf8)
      return try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
        let object = try JSONSerialization.jsonObject(with: Data($0.utf8))
        guard let members = object as? [String: Any] else { throw NotAnObject(line: String($0)) }
        return Line(members: members)
      }
    }
  }

  var events: [Line] { get throws { try lines.filter { $0.label != nil } } }
  var statuses: [String] { get throws { try lines.compactMap(\.status) } }

  func first(_ status: String) throws -> Line? { try lines.first { $0.status == status } }

  var errors: String {
    get throws { try String(contentsOfFile: folder.path("errors"), encoding: .utf8) }
  }

  /// Waits until the output satisfies a condition.
  /// - Returns: Whether it did in that time.
  func waits(seconds: Double, until isTrue: ([Line]) -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    repeat {
      if isTrue(try lines) { return true }
      if !process.isRunning { return isTrue(try lines) }
      try await Task.sleep(for: .milliseconds(20))
    } while ContinuousClock.now < end
    return false
  }

  func signal(_ number: Int32) { kill(id, number) }

  /// Waits for its end.
  /// - Returns: The exit status; the negated signal if one ended it.
  func end() async -> Int32 {
    await ended(process)
    let status = process.terminationStatus
    return process.terminationReason == .exit ? status : -status
  }

  struct NotAnObject: Error {
    let line: String
  }
}

/// What `recognize` hears in a file.
func recognized(_ path: String) throws -> [ListenRun.Line] {
  try ProgramRun(["recognize", path]).lines.map {
    let object = try JSONSerialization.jsonObject(with: Data($0.utf8))
    return ListenRun.Line(members: object as? [String: Any] ?? [:])
  }
}
