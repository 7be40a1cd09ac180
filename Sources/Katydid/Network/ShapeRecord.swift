// The shape of a convolution or a pooling as 16 numbers of 16 bits in the blob (`ModelBlob.md`).

extension ConvolutionShape {
  public static let recordBytes = 32

  /// Reads a record that was validated before.
  init(validated record: UnsafeRawPointer) {
    func number(_ index: Int) -> Int {
      Int(UInt16(littleEndian: unsafe record.load(fromByteOffset: 2 * index, as: UInt16.self)))
    }
    func extent(_ index: Int) -> Extent {
      Extent(channels: number(index), height: number(index + 1), width: number(index + 2))
    }
    func window(_ index: Int) -> Window {
      Window(
        kernel: number(index), stride: number(index + 1), dilation: number(index + 2),
        padding: number(index + 3))
    }
    input = extent(0)
    output = extent(3)
    groups = number(6)
    vertical = window(8)
    horizontal = window(12)
  }

  /// Reads and checks the record at the start of `reader`, of a shape over `sources` elements.
  init(validating reader: ByteReader, sources: Int) throws(ModelError) {
    for field in 0..<16 {
      if field == 7 {
        try reader.reserved(2 * field, count: 2)
      } else {
        // All but the paddings are at least 1.
        _ = try reader.u16(2 * field, in: (field == 11 || field == 15 ? 0 : 1)...65_535)
      }
    }
    unsafe self.init(validated: reader.bytes.baseAddress.unsafelyUnwrapped)
    guard input.wideCount == UInt64(sources) else { throw reader.failure(.badShape, at: 0) }
    guard output.wideCount <= 65_535 else { throw reader.failure(.badShape, at: 6) }
    guard input.channels % groups == 0, output.channels % groups == 0 else {
      throw reader.failure(.badShape, at: 12)
    }
    guard vertical.hasReach else { throw reader.failure(.badShape, at: 16) }
    guard horizontal.hasReach else { throw reader.failure(.badShape, at: 24) }
  }

  /// As above, of a pooling: a group for each channel.
  static func pooling(
    validating reader: ByteReader, sources: Int
  ) throws(ModelError) -> ConvolutionShape {
    let shape = try ConvolutionShape(validating: reader, sources: sources)
    guard shape.groups == shape.input.channels, shape.groups == shape.output.channels else {
      throw reader.failure(.badShape, at: 12)
    }
    return shape
  }
}

extension Extent {
  /// `count` where `Int` has 32 bits and the numbers are not checked yet.
  fileprivate var wideCount: UInt64 { UInt64(channels) * UInt64(height) * UInt64(width) }
}

extension Window {
  /// Whether the last element of the kernel is at most 65,535 from the first: products of its steps then fit 32 bits.
  fileprivate var hasReach: Bool { UInt64(kernel - 1) * UInt64(dilation) <= 65_535 }
}
