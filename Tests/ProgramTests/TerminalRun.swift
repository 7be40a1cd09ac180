import Foundation
import TestSupport

/// A finished run of the program with a terminal of 80 columns and 24 rows as its standard output.
struct TerminalRun {
  /// What the program wrote to the terminal, control sequences included.
  let output: String
  let errors: String
  let status: Int32
  /// Whether a signal ended it; then `status` is its number.
  let wasEndedBySignal: Bool

  /// What a reader sees of each line, without control sequences.
  var lines: [String] {
    output.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "").replacing("\r", with: "")
      .components(separatedBy: "\n")
  }

  /// - Parameter interruption: After how many seconds Ctrl-C is pressed.
  init(
    _ arguments: [String], environment: [String: String] = ["TERM": "xterm"],
    interruption: TimeInterval? = nil
  ) throws {
    let terminal = posix_openpt(O_RDWR | O_NOCTTY)
    guard terminal >= 0, grantpt(terminal) == 0, unlockpt(terminal) == 0,
      let name = ptsname(terminal)
    else { throw POSIXError(.ENOTTY) }
    let program = open(name, O_RDWR | O_NOCTTY)
    let folder = try TemporaryFolder()
    let errorPath = folder.path("errors")
    try Data().write(to: URL(filePath: errorPath))

    let process = Process()
    process.executableURL = ProgramRun.url()
    process.arguments = arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(fileDescriptor: program)
    process.standardError = FileHandle(forWritingAtPath: errorPath)
    try process.run()
    // Reading ends when nobody holds the other end any more.
    close(program)
    if let interruption {
      DispatchQueue.global().asyncAfter(deadline: .now() + interruption) { process.interrupt() }
    }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(terminal, &block, block.count)
      if count <= 0 { break }
      bytes += block[..<count]
    }
    process.waitUntilExit()
    close(terminal)
    output = String(decoding: bytes, as: UTF8.self)
    errors = try String(contentsOfFile: errorPath, encoding: .utf8)
    status = process.terminationStatus
    wasEndedBySignal = process.terminationReason == .uncaughtSignal
  }
}
