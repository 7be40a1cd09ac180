/// Writes a text that C reads into memory of a fixed size, and counts what would not fit.
@safe struct TextWriter {
  private let bytes: UnsafeMutablePointer<CChar>?
  private let capacity: Int
  /// Bytes of the whole text so far, whether they had room or not.
  private(set) var length = 0

  init(_ bytes: UnsafeMutablePointer<CChar>?, capacity: Int) {
    unsafe self.bytes = unsafe bytes
    self.capacity = unsafe bytes == nil ? 0 : capacity
  }

  mutating func append(byte: UInt8) {
    // The last byte is for the zero.
    if length < capacity &- 1, let bytes = unsafe bytes {
      unsafe bytes[length] = CChar(bitPattern: byte)
    }
    length += 1
  }

  mutating func append(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount { unsafe append(byte: text.utf8Start[index]) }
  }

  mutating func append(cString text: UnsafePointer<CChar>) {
    var index = 0
    while unsafe text[index] != 0 {
      unsafe append(byte: UInt8(bitPattern: text[index]))
      index += 1
    }
  }

  mutating func append(_ text: UnsafeRawBufferPointer) {
    for index in 0..<text.count { unsafe append(byte: text[index]) }
  }

  /// A number in decimal digits.
  mutating func append(_ number: Int) {
    if number >= 10 { append(number / 10) }
    append(byte: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  /// The zero byte after what had room.
  func end() {
    guard capacity > 0, let bytes = unsafe bytes else { return }
    unsafe bytes[min(length, capacity - 1)] = 0
  }
}
