import Foundation

/// The header of a NumPy `.npy` file, versions 1 to 3 (NEP 1 and `numpy.lib.format`).
///
/// After the magic and the version stands the length of a text: a Python dictionary with the keys
/// `descr` (element type), `fortran_order` and `shape`.
struct NPYHeader: Equatable {
  var elementType: String
  var isFortranOrder: Bool
  var shape: [Int]
  /// Where the elements start in the file.
  var dataOffset: Int

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// - Throws: `Failure` without a file.
  init(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    func fail(_ what: String) -> Failure {
      Failure(.badData, what, remedy: "save the array with numpy.save")
    }
    guard bytes.count >= 10, bytes.prefix(6).elementsEqual(NPYHeader.magic) else {
      throw fail("not a .npy file")
    }
    let major = bytes[6]
    guard (1...3).contains(major) else { throw fail(".npy version \(major) is not 1, 2 or 3") }
    let lengthBytes = major == 1 ? 2 : 4
    guard bytes.count >= 8 + lengthBytes else { throw fail("the header is cut off") }
    let length = (0..<lengthBytes).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    let start = 8 + lengthBytes
    guard length <= bytes.count - start else { throw fail("the header is cut off") }
    dataOffset = start + length

    var literal = PythonLiteral(Array(bytes[start..<dataOffset]))
    guard let fields = literal.dictionary(), case .string(let type)? = fields["descr"],
      case .boolean(let order)? = fields["fortran_order"], case .tuple(let shape)? = fields["shape"]
    else { throw fail("the header is not a simple array's (descr, fortran_order, shape)") }
    elementType = type
    isFortranOrder = order
    self.shape = shape
  }
}

/// A reader of the few Python literals that a `.npy` header has.
private struct PythonLiteral {
  enum Value {
    case string(String)
    case boolean(Bool)
    case tuple([Int])
  }

  private let text: [UInt8]
  private var position = 0

  init(_ text: [UInt8]) { self.text = text }

  /// `{'key': value, …}`, followed by nothing but spaces.
  mutating func dictionary() -> [String: Value]? {
    guard accept("{") else { return nil }
    var fields: [String: Value] = [:]
    while !accept("}") {
      guard let key = string(), accept(":"), let value = value() else { return nil }
      fields[key] = value
      guard accept(",") || peek() == UInt8(ascii: "}") else { return nil }
    }
    return peek() == nil ? fields : nil
  }

  private mutating func value() -> Value? {
    if let text = string() { return .string(text) }
    if accept("True") { return .boolean(true) }
    if accept("False") { return .boolean(false) }
    guard accept("(") else { return nil }
    var numbers: [Int] = []
    while !accept(")") {
      guard let number = integer() else { return nil }
      numbers.append(number)
      guard accept(",") || peek() == UInt8(ascii: ")") else { return nil }
    }
    return .tuple(numbers)
  }

  private mutating func string() -> String? {
    guard let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      return nil
    }
    guard let end = text[(position + 1)...].firstIndex(of: quote) else { return nil }
    let content = String(decoding: text[(position + 1)..<end], as: UTF8.self)
    position = end + 1
    return content
  }

  private mutating func integer() -> Int? {
    _ = peek()
    let digits = text[position...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    position += digits.count
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// The next byte that is not white space.
  private mutating func peek() -> UInt8? {
    while position < text.count, [0x20, 0x0A, 0x09].contains(text[position]) { position += 1 }
    return position < text.count ? text[position] : nil
  }

  private mutating func accept(_ token: String) -> Bool {
    _ = peek()
    guard text[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    return true
  }
}
