import Foundation

/// While libhdf5 reads a file: a crash in it becomes a message and exit code 65.
///
/// libhdf5 1.10 reads out of bounds in one of some 10,000 files that are damaged at random, and nothing can be
/// checked before it does. Nothing has been written by then, so leaving at once loses nothing.
enum CrashReport {
  private static let signals = [SIGSEGV, SIGBUS, SIGABRT, SIGFPE]
  /// A handler cannot capture, and may not allocate: the message is made before.
  nonisolated(unsafe) private static var message: UnsafeMutablePointer<CChar>?

  /// Runs `body`, which reads the file at `path`.
  static func about<Result>(_ path: String, _ body: () throws -> Result) rethrows -> Result {
    message = strdup(
      "katydid-tools: \(Format.printable(path)): is damaged: libhdf5 crashed on it; "
        + "export the network again\n")
    for signal in signals {
      Foundation.signal(signal) { _ in
        if let message = CrashReport.message { _ = write(STDERR_FILENO, message, strlen(message)) }
        _exit(65)
      }
    }
    defer {
      for signal in signals { Foundation.signal(signal, SIG_DFL) }
      free(message)
      message = nil
    }
    return try body()
  }
}
