import Foundation
import TestSupport

/// A finished run of the built program.
struct ProgramRun {
  var status: Int32
  var output: String
  var errors: String

  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// Where release builds of the programs lie that are tested instead of the debug builds beside the tests.
  private static let releaseFolder = ProcessInfo.processInfo.environment["PROGRAMS_UNDER_TEST"]

  static var isRelease: Bool { releaseFolder != nil }

  /// The ordinary program, or the one in Embedded Swift.
  static func url(_ name: String = "katydid") -> URL {
    let tests = URL(filePath: CommandLine.arguments[0])
    let folder = releaseFolder.map { URL(filePath: $0) } ?? tests.deletingLastPathComponent()
    return folder.appending(path: name)
  }

  /// Runs it, standard input from a file.
  init(
    _ arguments: [String], program: String = "katydid", input: String = "/dev/null",
    environment: [String: String] = [:]
  ) throws {
    let folder = try TemporaryFolder()
    // Files instead of pipes: nobody has to read them at the same time.
    let (output, errors) = (folder.path("output"), folder.path("errors"))
    for path in [output, errors] { try Data().write(to: URL(filePath: path)) }
    let process = Process()
    process.executableURL = ProgramRun.url(program)
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle(forReadingAtPath: input)
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    self.output = try String(contentsOfFile: output, encoding: .utf8)
    self.errors = try String(contentsOfFile: errors, encoding: .utf8)
  }
}

/// A small model with random weights, which makes events of anything.
let randomModel = repository.appending(path: "Tests/Golden/frontend/recognizer.kat").path
/// A clip that the random model makes events of.
let clip = repository.appending(path: "Tests/Golden/frontend/left.wav").path
