/// A validated list of short strings in the blob: labels, layer names.
///
/// Layout in `ModelBlob.md`. The strings are UTF-8 without control characters, so they may be printed on a terminal as they are.
@safe public struct StringTable {
  /// Number of strings.
  public let count: Int
  private let bytes: UnsafeRawBufferPointer

  init(validating reader: ByteReader, expecting expected: Int) throws(ModelError) {
    count = try reader.count(0, in: 1...65_535)
    guard count == expected else { throw reader.failure(.wrongCount, at: 0) }
    var offset = 4
    for _ in 0..<count {
      let length = Int(try reader.u8(offset))
      guard length > 0 else { throw reader.failure(.badText, at: offset) }
      guard offset + 1 + length <= reader.count else {
        throw reader.failure(.truncated, at: offset)
      }
      let text = unsafe UnsafeRawBufferPointer(
        rebasing: reader.bytes[offset + 1..<offset + 1 + length])
      if let fault = unsafe firstFault(in: text) {
        throw reader.failure(.badText, at: offset + 1 + fault)
      }
      offset += 1 + length
    }
    guard offset == reader.count else { throw reader.failure(.badSection, at: offset) }
    unsafe bytes = unsafe reader.bytes
  }

  /// Every string in turn; its UTF-8 bytes live as long as the blob.
  public func forEachString(_ body: (_ index: Int, _ text: UnsafeRawBufferPointer) -> Void) {
    var offset = 4
    for index in 0..<count {
      let end = unsafe offset + 1 + Int(bytes[offset])
      unsafe body(index, UnsafeRawBufferPointer(rebasing: bytes[offset + 1..<end]))
      offset = end
    }
  }

  /// The UTF-8 bytes of string `index`; they live as long as the blob.
  public subscript(index: Int) -> UnsafeRawBufferPointer {
    precondition(index >= 0 && index < count)
    var offset = 4
    for _ in 0..<index { unsafe offset += 1 + Int(bytes[offset]) }
    let length = unsafe Int(bytes[offset])
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[offset + 1..<offset + 1 + length])
  }
}

/// The index of the first byte that is not printable UTF-8 (Unicode 15, table 3-7), or nil.
///
/// `allowLineBreaks` lets line feeds pass, for texts of several lines.
func firstFault(in text: UnsafeRawBufferPointer, allowLineBreaks: Bool = false) -> Int? {
  var index = 0
  while index < text.count {
    let lead = unsafe text[index]
    let continuation: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0x20...0x7E: continuation = 0
    case 0x0A where allowLineBreaks: continuation = 0
    case 0xC2:
      // U+0080 to U+009F are control characters.
      continuation = 1
      second = 0xA0...0xBF
    case 0xC3...0xDF: continuation = 1
    case 0xE0:
      continuation = 2
      second = 0xA0...0xBF
    case 0xED:
      // What follows would be surrogates.
      continuation = 2
      second = 0x80...0x9F
    case 0xE1...0xEF: continuation = 2
    case 0xF0:
      continuation = 3
      second = 0x90...0xBF
    case 0xF1...0xF3: continuation = 3
    case 0xF4:
      continuation = 3
      second = 0x80...0x8F
    default: return index
    }
    guard index + continuation < text.count else { return index }
    if continuation > 0 {
      guard unsafe second.contains(text[index + 1]) else { return index }
      for k in 1..<continuation + 1 where unsafe text[index + k] & 0xC0 != 0x80 { return index }
    }
    index += 1 + continuation
  }
  return nil
}
