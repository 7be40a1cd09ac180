import CPlatform

/// Text on its way to standard output, standard error or a file, through a buffer that is allocated once.
///
/// Whoever writes an event flushes at once. If the reader is gone the program ends quietly.
final class Stream: TextSink {
  nonisolated(unsafe) static let output = Stream(descriptor: 1)
  nonisolated(unsafe) static let errors = Stream(descriptor: 2)

  /// Called before anything comes out: makes room where a display stands on the same terminal.
  var beforeFlush: (() -> Void)?

  /// Why a file could not be written: errno, or 0. Nothing is written after that.
  private(set) var error: Int32 = 0

  private let descriptor: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 14, alignment: 16)
  private var count = 0

  init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { buffer.deallocate() }

  func write(_ byte: UInt8) {
    if count == buffer.count { flush() }
    buffer[count] = byte
    count += 1
  }

  /// Hands everything to the operating system.
  func flush() {
    guard count > 0 else { return }
    beforeFlush?()
    let error = self.error == 0 ? platform_write_all(descriptor, buffer.baseAddress, count) : 0
    count = 0
    if error == 0 { return }
    if descriptor > 2 {
      self.error = error
      return
    }
    if platform_is_broken_pipe(error) { platform_exit(ExitStatus.success.rawValue) }
    if descriptor == 1 {
      Failure(
        .internalError,
        "cannot write to standard output: \(String(cString: platform_error_text(error)))"
      ).report()
    }
    platform_exit(ExitStatus.internalError.rawValue)
  }
}
