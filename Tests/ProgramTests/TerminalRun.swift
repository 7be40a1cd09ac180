import Foundation
import TestSupport

/// A finished run of the program with a terminal as its standard output.
struct TerminalRun {
  /// What the program wrote to the terminal, control sequences included.
  let output: String
  let errors: String
  let status: Int32
  /// Whether a signal ended it; then `status` is its number.
  let wasEndedBySignal: Bool

  /// What a test can do to the program meanwhile.
  struct Controls: Sendable {
    let process: Int32
    fileprivate let terminal: Int32

    func send(_ signal: Int32) { kill(process, signal) }

    func resize(columns: UInt16, rows: UInt16) {
      var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(terminal, UInt(TIOCSWINSZ), &size)
    }

    /// Whether it is stopped, by Ctrl-Z.
    var isStopped: Bool {
      let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
      return status?.contains(") T ") == true
    }
  }

  /// TIOCSPTLCK and TIOCGPTN.
  private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

  /// What a reader sees of each line, without control sequences.
  var lines: [String] {
    let text = output.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "")
    // A carriage return and a line feed are one character.
    return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0.filter { $0 != "\r" }) }
  }

  /// - Parameters:
  ///   - interruption: After how many seconds Ctrl-C is pressed.
  ///   - meanwhile: Runs on a thread of its own.
  init(
    _ arguments: [String], environment: [String: String] = ["TERM": "xterm"],
    columns: UInt16 = 80, rows: UInt16 = 24, interruption: TimeInterval? = nil,
    meanwhile: (@Sendable (Controls) -> Void)? = nil
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
    Controls(process: 0, terminal: terminal).resize(columns: columns, rows: rows)
    try process.run()
    // Reading ends when nobody holds the other end any more.
    close(program)
    let controls = Controls(process: process.processIdentifier, terminal: terminal)
    Thread.detachNewThread {
      if let interruption {
        Thread.sleep(forTimeInterval: interruption)
        controls.send(SIGINT)
      }
      meanwhile?(controls)
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
