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
  public private(set) var arenaBytes: Int

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
    arenaBytes = 0
    for index in 0..<projectionCount {
      arena += try validateProjection(at: projectionOffset(index), floor: recordsEnd)
    }
    guard let arenaBytes = Int(exactly: arena), arena <= UInt32.max else {
      throw reader.failure(.outOfRange, at: 8)
    }
    self.arenaBytes = arenaBytes
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

  /// Sources that its weights have: those, or the outputs of its pooling.
  public func weightSourceCount(_ projection: ProjectionRecord) -> Int {
    projection.pooling?.output.count ?? sourceCount(projection)
  }

  /// Whether its sources may emit other values than 1.
  func isGraded(_ projection: ProjectionRecord) -> Bool {
    projection.source.map { layer($0).largestCount > 1 } ?? true
  }

  private static func layerOffset(_ index: Int) -> Int {
    NetworkSection.headerBytes + NetworkSection.recordBytes * index
  }

  private func projectionOffset(_ index: Int) -> Int {
    NetworkSection.layerOffset(layerCount + index)
  }

  /// Checks a projection; returns the working memory that it takes beyond what every projection does.
  private func validateProjection(at offset: Int, floor: Int) throws(ModelError) -> UInt64 {
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
    let projection = try ProjectionRecord(
      validating: reader, at: offset, floor: floor, sources: sources,
      targets: layer(target).count)
    var arena = projection.convolution == nil ? 0 : UInt64(ConvolutionSynapses.arenaBytes)
    if projection.hasStages { arena += UInt64(Stages.arenaBytes) }
    if projection.hasDelays {
      arena += DelayLine.arenaBytes(
        largest: projection.largestDelayTicks, sources: sources, isGraded: isGraded(projection))
    }
    return arena
  }

  /// The exact sum of a tick must fit Int32, whatever the events are.
  private func validateSum(ofLayer index: Int) throws(ModelError) {
    guard largestSum(ofLayer: index) <= Int64(Int32.max) else {
      throw reader.failure(.sumTooLarge, at: NetworkSection.layerOffset(index))
    }
  }

  /// Largest magnitude that the synaptic sum of a neuron of this layer could have in a tick, in weight steps.
  public func largestSum(ofLayer index: Int) -> Int64 {
    // Where a sum does not fit by far, how far is of no interest; but this one must fit.
    let beyondRange: Int64 = 1 << 40
    var sum: Int64 = 0
    for p in 0..<projectionCount {
      let projection = projection(p)
      guard projection.target == index else { continue }
      let magnitude = projection.source.map { layer($0).largestCount } ?? inputMagnitude
      sum += min(largestFanIn(projection), beyondRange) * Int64(magnitude) * 127
      sum = min(sum, beyondRange)
    }
    return sum
  }

  /// Most events that reach a neuron in a tick.
  ///
  /// An input channel may be excited several times, so from the input as many as there are channels may come from one of them.
  private func largestFanIn(_ projection: ProjectionRecord) -> Int64 {
    let pooling = projection.pooling
    let fromAll = Int64(sourceCount(projection)) * (pooling?.largestCover ?? 1)
    guard projection.source != nil, pooling != nil || projection.convolution != nil else {
      return fromAll
    }
    // The kernels of a convolution are in the blob, so their number is below 2^32.
    let inputs =
      projection.convolution.map { Int64($0.inputChannelsPerGroup) * $0.wideArea }
      ?? Int64(weightSourceCount(projection))
    return min(fromAll, inputs * min(pooling?.wideArea ?? 1, 1 << 30))
  }
}

extension ConvolutionShape {
  /// `area` where `Int` has 32 bits.
  fileprivate var wideArea: Int64 { Int64(vertical.kernel) * Int64(horizontal.kernel) }
}
