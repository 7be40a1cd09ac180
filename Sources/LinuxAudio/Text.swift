// Texts by their bytes: comparing them as Unicode would pull its tables into the program. And by arrays of them: what the standard
// library does with the bytes in a text, it does for four kinds of texts each time.

extension String {
  /// Its UTF-8.
  public var utf8Bytes: [UInt8] {
    @inline(never) get { Array(utf8) }
  }

  /// Whether the bytes of `other` stand in it from the byte `offset` on; never before its first one.
  @inline(never)
  public func holds(_ other: String, atByte offset: Int) -> Bool {
    let (bytes, wanted) = (utf8Bytes, other.utf8Bytes)
    guard offset >= 0, bytes.count - offset >= wanted.count else { return false }
    for index in 0..<wanted.count where bytes[offset + index] != wanted[index] { return false }
    return true
  }

  /// The texts between these bytes, empty ones too; at most so many, the last of which holds the rest.
  @inline(never)
  public func pieces(separator: Unicode.Scalar, most: Int) -> [String] {
    var parts: [String] = []
    var part: [UInt8] = []
    for byte in utf8Bytes {
      if byte == UInt8(ascii: separator), parts.count < most - 1 {
        parts.append(String(decoding: part, as: UTF8.self))
        part = []
      } else {
        part.append(byte)
      }
    }
    return parts + [String(decoding: part, as: UTF8.self)]
  }

  func begins(with prefix: String) -> Bool { holds(prefix, atByte: 0) }

  func matches(_ other: String) -> Bool {
    utf8.count == other.utf8.count && holds(other, atByte: 0)
  }
}
