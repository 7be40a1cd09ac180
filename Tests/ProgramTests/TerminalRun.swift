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

  /// TIOCSPTLCK and TIOCGPTN.
  private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  /// What a reader sees of each line, without control sequences.
  var lines: [String] {
    let text = output.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "")
    // A carriage return and a line feed are one character.
    return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0.filter { $0 != "\r" }) }
  }

  /// - Parameter interruption: After how many seconds Ctrl-C is pressed.
  init(
    _ arguments: [String], environment: [String: String] = ["TERM": "xterm"],
    interruption: TimeInterval? = nil
  ) throws {
    // posix_openpt and its relatives are hidden from Swift; these are the calls that they make.
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (lock, number): (Int32, Int32) = (0, 0)
    guard terminal >= 0, ioctl(terminal, TerminalRun.setLock, &lock) == 0,
      ioctl(terminal, TerminalRun.getNumber, &number) == 0
    else { throw POSIXError(.ENOTTY) }
    let program = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
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
      let pid = process.processIdentifier
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: interruption)
        kill(pid, SIGINT)
      }
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
