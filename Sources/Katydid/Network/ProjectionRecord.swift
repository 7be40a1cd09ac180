/// One bundle of synapses as it stands in the blob: from the input or a layer to a layer.
@safe public struct ProjectionRecord {
  /// Source layer, or nil for the input.
  public let source: Int?
  public let target: Int
  public let layout: SynapseLayout
  /// The weights, in the layout's own form.
  public let data: UnsafeRawBufferPointer
  /// Shape of the convolution, if the layout is one.
  public let convolution: ConvolutionShape?
  /// Shape of the sum pooling before the weights, if there is one.
  public let pooling: ConvolutionShape?
  /// For each source the ticks by which its events come later, if the projection has delays. Lives as long as the blob.
  public let delayTicks: UnsafePointer<UInt16>?
  public let largestDelayTicks: Int

  /// Whether it passes on the spikes of the tick before: every cycle costs one tick.
  public var isRecurrent: Bool { source.map { $0 >= target } ?? false }

  public var hasDelays: Bool { unsafe delayTicks != nil }

  /// Whether events go through more than the weights.
  var hasStages: Bool { hasDelays || pooling != nil }

  /// Bits of the flags.
  public static let delayed: UInt8 = 1
  public static let pooled: UInt8 = 2

  /// Reads a record that was validated before.
  init(validated reader: ByteReader, at offset: Int) {
    // As in `LayerRecord`: checked before, the fallbacks only satisfy the types.
    func u8(_ at: Int) -> UInt8 { (try? reader.u8(offset + at)) ?? 0 }
    func u16(_ at: Int) -> UInt16 { (try? reader.u16(offset + at)) ?? 0 }
    func u32(_ at: Int) -> Int { Int((try? reader.u32(offset + at)) ?? 0) }
    let bytes = unsafe reader.bytes.baseAddress.unsafelyUnwrapped
    source = u16(0) == NetworkSection.inputSource ? nil : Int(u16(0))
    target = Int(u16(2))
    layout = SynapseLayout(rawValue: u8(4)) ?? .dense
    unsafe data = unsafe UnsafeRawBufferPointer(
      rebasing: reader.bytes[u32(8)..<u32(8) + u32(12)])
    convolution =
      layout == .convolution ? unsafe ConvolutionShape(validated: bytes + u32(8)) : nil
    let hasDelays = u8(5) & ProjectionRecord.delayed != 0
    largestDelayTicks = Int(u16(6))
    unsafe delayTicks =
      hasDelays ? unsafe (bytes + u32(16)).assumingMemoryBound(to: UInt16.self) : nil
    pooling =
      u8(5) & ProjectionRecord.pooled != 0
      ? unsafe ConvolutionShape(validated: bytes + u32(20)) : nil
  }

  /// Checks a record and all that it points to.
  /// - Parameters:
  ///   - sources: Input channels or neurons of the source.
  ///   - floor: Where data blocks may begin.
  init(
    validating reader: ByteReader, at offset: Int, floor: Int, sources: Int, targets: Int
  ) throws(ModelError) {
    guard let layout = SynapseLayout(rawValue: try reader.u8(offset + 4)) else {
      throw reader.failure(.unknownCode, at: offset + 4)
    }
    let flags = try reader.u8(offset + 5)
    guard flags & ~(ProjectionRecord.delayed | ProjectionRecord.pooled) == 0 else {
      throw reader.failure(.reservedNotNeutral, at: offset + 5)
    }
    /// The block that the offset at `field` points to, as a reader of its own.
    func block(_ field: Int, length: UInt32) throws(ModelError) -> ByteReader {
      let start = try reader.u32(offset + field)
      let bytes = unsafe try reader.block(
        offset: start, length: length, floor: floor, statedAt: offset + field)
      return unsafe ByteReader(bytes, base: reader.base + Int(start))
    }

    let largestDelayTicks = try reader.u16(offset + 6)
    if flags & ProjectionRecord.delayed != 0 {
      let delays = try block(16, length: UInt32(2 * sources))
      for source in 0..<sources where try delays.u16(2 * source) > largestDelayTicks {
        throw delays.failure(.outOfRange, at: 2 * source)
      }
    } else {
      try reader.reserved(offset + 6, count: 2)
      try reader.reserved(offset + 16, count: 4)
    }

    var weightSources = sources
    if flags & ProjectionRecord.pooled != 0 {
      let record = try block(20, length: UInt32(ConvolutionShape.recordBytes))
      weightSources =
        try ConvolutionShape.pooling(validating: record, sources: sources).output.count
    } else {
      try reader.reserved(offset + 20, count: 4)
    }
    try reader.reserved(offset + 24, count: 8)

    let data = try block(8, length: try reader.u32(offset + 12))
    switch layout {
    case .dense: try DenseSynapses.validate(data, sources: weightSources, targets: targets)
    case .sparse: try SparseSynapses.validate(data, sources: weightSources, targets: targets)
    case .convolution:
      try ConvolutionSynapses.validate(data, sources: weightSources, targets: targets)
    }
    self.init(validated: reader, at: offset)
  }
}
