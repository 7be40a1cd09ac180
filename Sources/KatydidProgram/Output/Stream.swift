import CPlatform

/// Text on its way to standard output or standard error, through a buffer that is allocated once.
///
/// Whoever writes an event flushes at once. If the reader is gone the program ends quietly.
final class Stream {
  nonisolated(unsafe) static let output = Stream(descriptor: 1)
  nonisolated(unsafe) static let errors = Stream(descriptor: 2)

  private let descriptor: Int32
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 14, alignment: 16)
  private var count = 0

  init(descriptor: Int32) { self.descriptor = descriptor }

  func write(_ byte: UInt8) {
    if count == buffer.count { flush() }
    buffer[count] = byte
    count += 1
  }

  func write(_ text: String) {
    for byte in text.utf8 { write(byte) }
  }

  func write(_ text: String, times: Int) {
    for _ in 0..<max(times, 0) { write(text) }
  }

  /// The number with at least `digits` digits.
  func write(decimal value: Int, digits: Int = 1) { write(decimal: Int64(value), digits: digits) }

  /// `value / 10^places` with a decimal point.
  func write(decimal value: Int, places: Int) { write(decimal: Int64(value), places: places) }

  /// Times are 64 bits wide on every machine.
  func write(decimal value: Int64, digits: Int = 1) {
    if value < 0 { write(UInt8(ascii: "-")) }
    let magnitude = Int64(value.magnitude)
    if magnitude >= 10 || digits > 1 { write(decimal: magnitude / 10, digits: digits - 1) }
    write(UInt8(ascii: "0") + UInt8(magnitude % 10))
  }

  func write(decimal value: Int64, places: Int) {
    var unit: Int64 = 1
    for _ in 0..<places { unit *= 10 }
    if value < 0 { write(UInt8(ascii: "-")) }
    let magnitude = Int64(value.magnitude)
    write(decimal: magnitude / unit)
    write(UInt8(ascii: "."))
    write(decimal: magnitude % unit, digits: places)
  }

  /// Hands everything to the operating system.
  func flush() {
    let error = platform_write_all(descriptor, buffer.baseAddress, count)
    count = 0
    if error == 0 { return }
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
