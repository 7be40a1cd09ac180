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
  private let process: ChildProcess
  private let device: AnyObject

  /// - Parameters:
  ///   - device: Stays as long as the run.
  ///   - environment: What makes the device be there.
  init(
    _ arguments: [String], hearing device: AnyObject, program: String = "katydid",
    environment: [String: String]
  ) throws {
    self.device = device
    folder = try TemporaryFolder()
    process = try ChildProcess(
      ProgramRun.url(program).path, ["listen", "--json"] + arguments, environment: environment,
      output: folder.path("output"), errors: folder.path("errors"))
  }

  deinit { process.signal(SIGKILL) }

  /// What came so far, whole lines. Each must be a JSON object.
  var lines: [Line] {
    get throws {
      try ListenRun.lines(String(contentsOfFile: folder.path("output"), encoding: .utf8))
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
    while process.isRunning && ContinuousClock.now < end {
      if isTrue(try lines) { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return isTrue(try lines)
  }

  func signal(_ number: Int32) { process.signal(number) }

  /// Waits for its end.
  /// - Returns: The exit status; the negated signal if one ended it.
  @discardableResult
  func end() async -> Int32 { await process.end().status }

  /// Sends a signal and waits for the end.
  /// - Returns: The exit status and how long it took.
  func end(_ number: Int32) async -> (status: Int32, duration: Duration) {
    let begin = ContinuousClock.now
    process.signal(number)
    let end = await process.end()
    return (end.status, end.time - begin)
  }

  static func lines(_ text: String) throws -> [Line] {
    try text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
      let object = try JSONSerialization.jsonObject(with: Data($0.utf8))
      guard let members = object as? [String: Any] else { throw NotAnObject(line: String($0)) }
      return Line(members: members)
    }
  }

  struct NotAnObject: Error {
    let line: String
  }
}

/// What `recognize` hears in a file.
func recognized(_ path: String) async throws -> [ListenRun.Line] {
  let folder = try TemporaryFolder()
  let process = try ChildProcess(
    ProgramRun.url().path, ["recognize", path], environment: [:], output: folder.path("output"))
  await process.end()
  let text = try String(contentsOfFile: folder.path("output"), encoding: .utf8)
  return try ListenRun.lines(text)
}
