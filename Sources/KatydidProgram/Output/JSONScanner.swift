/// Checks JSON (RFC 8259) and finds the members of an object, without decoding: for texts that are passed on or shown.
struct JSONScanner {
  private static let deepest = 64

  private let bytes: [UInt8]
  private var index = 0

  /// A member of the object: the raw texts of name and value.
  typealias Member = (name: String, value: String)

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The members of an object in their order, nil if the text is not one JSON object.
  static func members(of text: String) -> [Member]? {
    var scanner = JSONScanner(text)
    var members: [Member] = []
    scanner.skipBlanks()
    guard scanner.object(depth: 0, { members.append($0) }) else { return nil }
    scanner.skipBlanks()
    return scanner.index == scanner.bytes.count ? members : nil
  }

  /// What people read: a string without its quotation marks and the escapes of printable characters, anything else as it is.
  static func shown(_ value: String) -> String {
    guard value.begins(with: "\""), value.utf8.count >= 2 else { return value }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in value.bytes.dropFirst().dropLast() {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
        continue
      }
      let isPrintable = "\"\\/".utf8.contains(byte)
      if isEscaped, !isPrintable { result.append(UInt8(ascii: "\\")) }
      result.append(byte)
      isEscaped = false
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) -> Bool {
    guard depth < JSONScanner.deepest, index < bytes.count else { return false }
    switch bytes[index] {
    case UInt8(ascii: "{"): return object(depth: depth) { _ in }
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default: return number()
    }
  }

  private mutating func object(depth: Int, _ body: (Member) -> Void) -> Bool {
    guard take(UInt8(ascii: "{")) else { return false }
    skipBlanks()
    if take(UInt8(ascii: "}")) { return true }
    while true {
      skipBlanks()
      let name = index
      guard string() else { return false }
      let nameEnd = index
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { return false }
      skipBlanks()
      let start = index
      guard value(depth: depth + 1) else { return false }
      body((text(name, nameEnd), text(start, index)))
      skipBlanks()
      if take(UInt8(ascii: "}")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  private mutating func array(depth: Int) -> Bool {
    guard take(UInt8(ascii: "[")) else { return false }
    skipBlanks()
    if take(UInt8(ascii: "]")) { return true }
    while true {
      skipBlanks()
      guard value(depth: depth + 1) else { return false }
      skipBlanks()
      if take(UInt8(ascii: "]")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  private mutating func string() -> Bool {
    guard take(UInt8(ascii: "\"")) else { return false }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case ..<0x20: return false
      case UInt8(ascii: "\\"):
        guard index < bytes.count else { return false }
        let escape = bytes[index]
        index += 1
        if escape == UInt8(ascii: "u") {
          for _ in 0..<4 { guard takeHexadecimal() else { return false } }
        } else if !"\"\\/bfnrt".utf8.contains(escape) {
          return false
        }
      default: break
      }
    }
    return false
  }

  private mutating func takeHexadecimal() -> Bool {
    guard index < bytes.count, "0123456789abcdefABCDEF".utf8.contains(bytes[index]) else {
      return false
    }
    index += 1
    return true
  }

  private mutating func word(_ expected: String) -> Bool {
    for byte in expected.utf8 { guard take(byte) else { return false } }
    return true
  }

  private mutating func digits() -> Int {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    return index - start
  }

  private mutating func number() -> Bool {
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { guard digits() > 0 else { return false } }
    if take(UInt8(ascii: ".")) { guard digits() > 0 else { return false } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { return false }
    }
    return true
  }

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
