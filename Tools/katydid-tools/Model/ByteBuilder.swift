import Katydid

/// Bytes under construction, little-endian.
struct ByteBuilder {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }

  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(contentsOf content: some Sequence<UInt8>) {
    bytes.append(contentsOf: content)
  }

  mutating func appendZeros(_ count: Int) {
    bytes.append(contentsOf: repeatElement(0, count: count))
  }

  /// Pads with zeros to the next multiple of 16.
  mutating func align() { appendZeros(align16(count) - count) }

  /// A block aligned to 16.
  /// - Returns: its offset.
  mutating func appendBlock(_ content: [UInt8]) -> Int {
    align()
    let offset = count
    append(contentsOf: content)
    return offset
  }

  /// Overwrites four bytes.
  mutating func store(_ value: UInt32, at offset: Int) {
    for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
  }
}
