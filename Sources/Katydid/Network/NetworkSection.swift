/// The network of a blob, validated in place. Layout in `ModelBlob.md`.
public struct NetworkSection {
  public static let headerBytes = 32
  public static let recordBytes = 32
  public static let inputSource: UInt16 = 0xFFFF

  public let inputChannels: Int
  /// Inputs are clamped to `-inputMagnitude...inputMagnitude`.
  public let inputMagnitude: Int
  public let layerCount: Int
  public let projectionCount: Int
  public let outputLayer: Int
  /// Bytes of working memory that this network takes, as `ModelBlob.md` sums them up.
  public let arenaBytes: Int

  private let reader: ByteReader

  /// Neurons of the output layer.
  public var outputCount: Int { layer(outputLayer).count }

  /// The bytes of the section must start at a multiple of 16. For a writer that needs `arenaBytes` before it has a blob.
  public init(validating bytes: UnsafeRawBufferPointer) throws(ModelError) {
    try self.init(validating: unsafe ByteReader(bytes))
  }

  init(validating reader: ByteReader) throws(ModelError) {
    self.reader = reader
    inputChannels = try reader.count(0, in: 1...65_535)
    inputMagnitude = try reader.count(4, in: 1...32_767)
    layerCount = try reader.count(8, in: 1...255)
    projectionCount = try reader.count(12, in: 0...1_023)
    outputLayer = try reader.count(16, in: 0...UInt32(layerCount - 1))
    try reader.reserved(20, count: 12)

    let recordsEnd =
      NetworkSection.headerBytes + NetworkSection.recordBytes * (layerCount + projectionCount)
    guard recordsEnd <= reader.count else { throw reader.failure(.truncated, at: reader.count) }

    var arena = UInt64(256 * layerCount + 64 * projectionCount + 3 * align16(2 * inputChannels))
    var largestLayer = 0
    for index in 0..<layerCount {
      let layer = try LayerRecord(
        validating: reader, at: NetworkSection.layerOffset(index), floor: recordsEnd)
      arena += UInt64(layer.arenaBytes)
      largestLayer = max(largestLayer, layer.paddedCount)
    }
    arena += UInt64(4 * largestLayer)
    guard let arenaBytes = Int(exactly: arena), arena <= UInt32.max else {
      throw reader.failure(.outOfRange, at: 8)
    }
    self.arenaBytes = arenaBytes

    for index in 0..<projectionCount {
      try validateProjection(at: projectionOffset(index), floor: recordsEnd)
    }
    for index in 0..<layerCount { try validateSum(ofLayer: index) }
  }

  public func layer(_ index: Int) -> LayerRecord {
    precondition(index >= 0 && index < layerCount)
    return LayerRecord(validated: reader, at: NetworkSection.layerOffset(index))
  }

  public func projection(_ index: Int) -> ProjectionRecord {
    precondition(index >= 0 && index < projectionCount)
    return ProjectionRecord(validated: reader, at: projectionOffset(index))
  }

  /// Sources that a projection has: input channels or neurons of a layer.
  public func sourceCount(_ projection: ProjectionRecord) -> Int {
    projection.source.map { layer($0).count } ?? inputChannels
  }

  private static func layerOffset(_ index: Int) -> Int {
    NetworkSection.headerBytes + NetworkSection.recordBytes * index
  }

  private func projectionOffset(_ index: Int) -> Int {
    NetworkSection.layerOffset(layerCount + index)
  }

  private func validateProjection(at offset: Int, floor: Int) throws(ModelError) {
    let source = try reader.u16(offset)
    let target = Int(try reader.u16(offset + 2))
    guard target < layerCount else { throw reader.failure(.outOfRange, at: offset + 2) }
    let sources: Int
    if source == NetworkSection.inputSource {
      sources = inputChannels
    } else {
      guard source < layerCount, layer(Int(source)).kind.spikes else {
        throw reader.failure(.outOfRange, at: offset)
      }
      sources = layer(Int(source)).count
    }
    guard let layout = SynapseLayout(rawValue: try reader.u8(offset + 4)) else {
      throw reader.failure(.unknownCode, at: offset + 4)
    }
    try reader.reserved(offset + 5, count: 3)
    let blockOffset = try reader.u32(offset + 8)
    let block = unsafe try reader.block(
      offset: blockOffset, length: try reader.u32(offset + 12), floor: floor, statedAt: offset + 8)
    try reader.reserved(offset + 16, count: 16)

    let data = unsafe ByteReader(block, base: reader.base + Int(blockOffset))
    let targets = layer(target).count
    switch layout {
    case .dense: try DenseSynapses.validate(data, sources: sources, targets: targets)
    case .sparse: try SparseSynapses.validate(data, sources: sources, targets: targets)
    }
  }

  /// The exact sum of a tick must fit Int32, whatever the events are.
  private func validateSum(ofLayer index: Int) throws(ModelError) {
    guard largestSum(ofLayer: index) <= Int64(Int32.max) else {
      throw reader.failure(.sumTooLarge, at: NetworkSection.layerOffset(index))
    }
  }

  /// Largest magnitude that the synaptic sum of a neuron of this layer could have in a tick, in weight steps.
  public func largestSum(ofLayer index: Int) -> Int64 {
    var sum: Int64 = 0
    for p in 0..<projectionCount {
      let projection = projection(p)
      guard projection.target == index else { continue }
      let magnitude = projection.source.map { layer($0).largestCount } ?? inputMagnitude
      sum += Int64(sourceCount(projection)) * Int64(magnitude) * 127
    }
    return sum
  }
}
