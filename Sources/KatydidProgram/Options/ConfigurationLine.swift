/// Reads a line of a configuration: `key = value`, a comment after `#`, or nothing. What it takes is TOML
/// (https://toml.io/en/v1.0.0) without tables, arrays, dates, quoted and dotted keys, and strings over several lines.
///
/// Values are texts `"…"` with the escapes `\"` and `\\` or `'…'` without any, decimal numbers, `true` and `false`.
struct ConfigurationLine {
  enum Value {
    case text(String)
    /// As it is written.
    case number(String)
    case boolean(Bool)
  }

  /// What is wrong with a line and what to do about it.
  struct Fault: Error {
    let reason: String
  }

  private let bytes: [UInt8]
  private var index = 0

  /// - Parameter bytes: Without the line feed.
  init(_ bytes: ArraySlice<UInt8>) throws(Fault) {
    // Before a line feed, a carriage return is part of the line's end.
    self.bytes = Array(bytes.last == 0x0D ? bytes.dropLast() : bytes)
    for byte in self.bytes where byte < 0x20 && byte != 0x09 || byte == 0x7F {
      throw Fault(reason: "holds the control character \(byte); write the line again")
    }
    guard String(decoding: self.bytes, as: UTF8.self).bytes == self.bytes else {
      throw Fault(reason: "is not UTF-8; save the file in that encoding")
    }
  }

  /// What the line sets, nil if nothing.
  mutating func setting() throws(Fault) -> (key: String, value: Value)? {
    skipBlanks()
    if isAtEnd { return nil }
    if bytes[index] == UInt8(ascii: "[") {
      throw Fault(reason: "there are no tables here; write only lines of key = value")
    }
    let key = word { ConfigurationLine.isOfKey($0) }
    skipBlanks()
    guard !key.isEmpty, take("=") else {
      throw Fault(reason: "expected key = value, such as threshold = 0.8, or # and a comment")
    }
    skipBlanks()
    let value = try value(of: key)
    skipBlanks()
    guard isAtEnd else {
      throw Fault(
        reason: "'\(rest)' after the value; leave it out, or put # before it if it is a comment")
    }
    return (key, value)
  }

  private mutating func value(of key: String) throws(Fault) -> Value {
    if isAtEnd { throw Fault(reason: "the value of \(key) is missing after '='") }
    if take("\"") { return .text(try text(to: "\"", hasEscapes: true)) }
    if take("'") { return .text(try text(to: "'", hasEscapes: false)) }
    let start = index
    let word = word { $0 > 0x20 && $0 != UInt8(ascii: "#") }
    if word.matches("true") { return .boolean(true) }
    if word.matches("false") { return .boolean(false) }
    if ConfigurationLine.isNumber(word) { return .number(word) }
    index = start
    throw Fault(
      reason:
        "'\(rest)' is no value; write a text in quotation marks, a number such as 0.8, true or false"
    )
  }

  private mutating func text(to mark: Unicode.Scalar, hasEscapes: Bool) throws(Fault) -> String {
    var result: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: mark) { return String(decoding: result, as: UTF8.self) }
      guard hasEscapes, byte == UInt8(ascii: "\\"), index < bytes.count else {
        result.append(byte)
        continue
      }
      guard bytes[index] == UInt8(ascii: "\\") || bytes[index] == UInt8(ascii: "\"") else {
        throw Fault(reason: "a backslash must be written twice, or the text within '…'")
      }
      result.append(bytes[index])
      index += 1
    }
    throw Fault(reason: "the text has no end; add \(mark)")
  }

  /// Whether it is an integer or a decimal fraction as TOML has them.
  private static func isNumber(_ word: String) -> Bool {
    var parts = word.parts(separator: ".", most: 2).map { $0.bytes }
    if parts[0].first == UInt8(ascii: "-") { parts[0].removeFirst() }
    guard parts.allSatisfy({ part in !part.isEmpty && part.allSatisfy { isDigit($0) } }) else {
      return false
    }
    return parts[0].count == 1 || parts[0].first != UInt8(ascii: "0")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isOfKey(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  /// Whether only a comment may follow.
  private var isAtEnd: Bool { index == bytes.count || bytes[index] == UInt8(ascii: "#") }

  private var rest: String { String(decoding: bytes[index...], as: UTF8.self) }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
  }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(ascii: mark) else { return false }
    index += 1
    return true
  }

  private mutating func word(_ isPart: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, isPart(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }
}
