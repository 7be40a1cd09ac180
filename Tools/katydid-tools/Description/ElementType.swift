/// How a safetensors file stores a number. Those that trained weights come in; others may be in the
/// file but not be used.
enum ElementType: String, CaseIterable {
  case float64 = "F64"
  case float32 = "F32"
  case float16 = "F16"
  case bfloat16 = "BF16"
  case int64 = "I64"
  case int32 = "I32"
  case int16 = "I16"
  case int8 = "I8"
  case uint8 = "U8"

  var byteCount: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16, .int16: 2
    case .int8, .uint8: 1
    }
  }

  /// The numbers in little-endian bytes.
  func decode(_ bytes: UnsafeRawBufferPointer) -> [Double] {
    func map<Bits: FixedWidthInteger>(_ type: Bits.Type, _ value: (Bits) -> Double) -> [Double] {
      stride(from: 0, to: bytes.count, by: byteCount).map {
        value(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: type)))
      }
    }
    return switch self {
    case .float64: map(UInt64.self) { Double(bitPattern: $0) }
    case .float32: map(UInt32.self) { Double(Float(bitPattern: $0)) }
    case .float16: map(UInt16.self) { Double(Float16(bitPattern: $0)) }
    // bfloat16 is the upper half of a float32.
    case .bfloat16: map(UInt16.self) { Double(Float(bitPattern: UInt32($0) << 16)) }
    case .int64: map(Int64.self) { Double($0) }
    case .int32: map(Int32.self) { Double($0) }
    case .int16: map(Int16.self) { Double($0) }
    case .int8: map(Int8.self) { Double($0) }
    case .uint8: map(UInt8.self) { Double($0) }
    }
  }
}
