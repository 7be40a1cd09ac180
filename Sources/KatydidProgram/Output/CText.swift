/// Text for C, with a zero byte after it, in memory that is taken once. What does not fit is left out.
final class CText: TextSink {
  let start: UnsafeMutablePointer<CChar>
  private(set) var count = 0
  private let capacity: Int

  /// - Parameter capacity: Bytes at most, the zero byte not counted.
  init(capacity: Int) {
    self.capacity = capacity
    start = .allocate(capacity: capacity + 1)
    start.pointee = 0
  }

  convenience init(_ text: String) {
    self.init(capacity: text.utf8.count)
    write(text)
  }

  deinit { start.deallocate() }

  func write(_ byte: UInt8) {
    guard count < capacity else { return }
    start[count] = CChar(bitPattern: byte)
    count += 1
    start[count] = 0
  }

  /// Columns on a terminal, one for each Unicode scalar.
  var columns: Int {
    UnsafeBufferPointer(start: start, count: count)
      .reduce(0) { $0 + (UInt8(bitPattern: $1) & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// Leaves only the first bytes.
  func cut(to count: Int) {
    precondition(count <= self.count)
    self.count = count
    start[count] = 0
  }
}
