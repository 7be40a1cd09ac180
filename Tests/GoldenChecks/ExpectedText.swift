/// Takes text and compares it, line by line, with what is expected.
struct ExpectedText: TextSink {
  private let expected: UnsafeRawBufferPointer
  /// Where the line under way begins in what is expected.
  private var at = 0
  private var lines = 0
  private var line: [UInt8] = []
  private var fault: GoldenFault?

  private static let newline: UInt8 = 10
  /// Characters shown of a line that differs.
  private static let shownCharacters = 60

  init(_ expected: UnsafeRawBufferPointer) { self.expected = expected }

  mutating func write(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes {
      if byte == ExpectedText.newline { endLine() } else { line.append(byte) }
    }
  }

  /// - Throws: The first difference.
  func finish() throws(GoldenFault) {
    if let fault { throw fault }
    guard at >= expected.count else {
      throw .differsInLine(lines + 1, column: 1, expected: excerpt(expectedLine(), 0), got: [])
    }
  }

  private mutating func endLine() {
    lines += 1
    let wanted = expectedLine()
    at += wanted.count + 1
    if fault == nil, wanted != line {
      var column = 0
      while column < wanted.count, column < line.count, wanted[column] == line[column] {
        column += 1
      }
      fault = .differsInLine(
        lines, column: column + 1, expected: excerpt(wanted, column), got: excerpt(line, column))
    }
    line.removeAll(keepingCapacity: true)
  }

  private func expectedLine() -> [UInt8] {
    guard at < expected.count else { return [] }
    let rest = expected[at...]
    return Array(rest[..<(rest.firstIndex(of: ExpectedText.newline) ?? rest.endIndex)])
  }

  private func excerpt(_ line: [UInt8], _ start: Int) -> [UInt8] {
    Array(line[start...].prefix(ExpectedText.shownCharacters))
  }
}
