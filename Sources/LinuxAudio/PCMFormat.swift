/// How raw samples are written: little-endian, interleaved. 24 bits stand alone or in the lower three of four bytes.
public enum PCMFormat: CaseIterable, Sendable {
  case s16le, s24le, s24in32le, s32le, f32le, u8

  public var name: String {
    switch self {
    case .s16le: "s16le"
    case .s24le: "s24le"
    case .s24in32le: "s24-32le"
    case .s32le: "s32le"
    case .f32le: "f32le"
    case .u8: "u8"
    }
  }

  public var sampleBytes: Int {
    switch self {
    case .u8: 1
    case .s16le: 2
    case .s24le: 3
    case .s24in32le, .s32le, .f32le: 4
    }
  }

  /// Samples with full scale ±1, as libsndfile gives them for a file of the same width.
  /// - Parameter bytes: A whole number of samples, at most as many as `output` has room for.
  func decode(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableBufferPointer<Float>) {
    precondition(bytes.count <= output.count * sampleBytes)
    for index in 0..<bytes.count / sampleBytes {
      let offset = index * sampleBytes
      switch self {
      case .u8: output[index] = Float(Int(bytes[offset]) - 128) * 0x1p-7
      case .s16le:
        let sample = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
        output[index] = Float(Int16(bitPattern: UInt16(littleEndian: sample))) * 0x1p-15
      case .s24le:
        let low = UInt32(bytes[offset]) << 8 | UInt32(bytes[offset + 1]) << 16
        let word = low | UInt32(bytes[offset + 2]) << 24
        output[index] = Float(Int32(bitPattern: word)) * 0x1p-31
      case .s24in32le:
        let sample = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        output[index] = Float(Int32(bitPattern: UInt32(littleEndian: sample) << 8)) * 0x1p-31
      case .s32le:
        let sample = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        output[index] = Float(Int32(bitPattern: UInt32(littleEndian: sample))) * 0x1p-31
      case .f32le:
        let sample = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        output[index] = Float(bitPattern: UInt32(littleEndian: sample))
      }
    }
  }
}
