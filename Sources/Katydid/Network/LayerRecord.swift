/// One layer of the network as it stands in the blob: what its neurons are, and where their parameters lie.
@safe public struct LayerRecord {
  public let kind: NeuronKind
  public let reset: ResetMode
  public let comparison: Comparison
  /// A weight step is `2^fractionBits` units of the state.
  public let fractionBits: Int
  /// Most spikes that a neuron can emit in a tick; 0 for a readout.
  public let largestCount: Int
  public let flags: LayerFlags
  public let count: Int
  private let parameters: UnsafePointer<Int32>

  /// Elements of a parameter or state array: the neurons, rounded up to a multiple of 16.
  public var paddedCount: Int { align16(count) }

  /// Spike lists that the layer keeps: of single spikes; for several a tick also of neurons and their counts.
  var listCount: Int { largestCount == 0 ? 0 : largestCount == 1 ? 1 : 3 }

  /// State arrays of the layer.
  public var stateCount: Int { kind.stateCount + (flags.contains(.hasRefractory) ? 1 : 0) }

  /// Working memory of the layer's states and spikes.
  var arenaBytes: Int { 4 * paddedCount * stateCount + align16(2 * count) * listCount }

  /// The array of `paddedCount` elements, or nil if layers of this kind have none. Lives as long as the blob.
  public subscript(parameter: Parameter) -> UnsafePointer<Int32>? {
    guard parameter.isPresent(in: kind, flags: flags) else { return nil }
    let index = LayerRecord.arrays(before: parameter.rawValue, kind: kind, flags: flags)
    return unsafe parameters + index * paddedCount
  }

  /// Reads a record that was validated before.
  init(validated reader: ByteReader, at offset: Int) {
    // The fields were checked, so nothing here can fail; the fallbacks only satisfy the types.
    func u8(_ at: Int) -> UInt8 { (try? reader.u8(offset + at)) ?? 0 }
    func u32(_ at: Int) -> Int { Int((try? reader.u32(offset + at)) ?? 0) }
    kind = NeuronKind(rawValue: u8(0)) ?? .leakyIntegrator
    reset = ResetMode(rawValue: u8(1)) ?? .toValue
    comparison = Comparison(rawValue: u8(2)) ?? .greater
    fractionBits = Int(u8(3))
    largestCount = Int(u8(4))
    flags = LayerFlags(rawValue: u8(5))
    count = u32(8)
    unsafe parameters = unsafe (reader.bytes.baseAddress.unsafelyUnwrapped + u32(12))
      .assumingMemoryBound(to: Int32.self)
  }

  init(validating reader: ByteReader, at offset: Int, floor: Int) throws(ModelError) {
    guard let kind = NeuronKind(rawValue: try reader.u8(offset)) else {
      throw reader.failure(.unknownCode, at: offset)
    }
    guard let reset = ResetMode(rawValue: try reader.u8(offset + 1)),
      reset != .subtractAdaptive || kind == .alif, reset == .toValue || kind.spikes
    else { throw reader.failure(.unknownCode, at: offset + 1) }
    guard let comparison = Comparison(rawValue: try reader.u8(offset + 2)),
      comparison == .greater || kind.spikes
    else { throw reader.failure(.unknownCode, at: offset + 2) }
    guard try reader.u8(offset + 3) <= 12 else { throw reader.failure(.outOfRange, at: offset + 3) }
    let largestCount = Int(try reader.u8(offset + 4))
    guard (largestCount > 0) == kind.spikes else {
      throw reader.failure(.outOfRange, at: offset + 4)
    }
    let flags = LayerFlags(rawValue: try reader.u8(offset + 5))
    guard flags.areValid(for: kind) else {
      throw reader.failure(.reservedNotNeutral, at: offset + 5)
    }
    try reader.reserved(offset + 6, count: 2)
    let count = try reader.count(offset + 8, in: 1...65_535)
    try reader.reserved(offset + 16, count: 16)

    let arrays = LayerRecord.arrays(before: Parameter.total, kind: kind, flags: flags)
    let length = UInt32(arrays * 4 * align16(count))
    _ = unsafe try reader.block(
      offset: try reader.u32(offset + 12), length: length, floor: floor, statedAt: offset + 12)
    self.init(validated: reader, at: offset)
    for parameter in 0..<Parameter.total {
      try validate(unsafe Parameter(rawValue: parameter).unsafelyUnwrapped, in: reader)
    }
  }

  /// How many of the first `end` parameters a layer has.
  private static func arrays(before end: Int, kind: NeuronKind, flags: LayerFlags) -> Int {
    var count = 0
    for raw in 0..<end {
      let parameter = unsafe Parameter(rawValue: raw).unsafelyUnwrapped
      if parameter.isPresent(in: kind, flags: flags) { count += 1 }
    }
    return count
  }

  private func validate(_ parameter: Parameter, in reader: ByteReader) throws(ModelError) {
    guard let array = unsafe self[parameter] else { return }
    let range = parameter.range(largestCount: largestCount)
    for index in 0..<paddedCount {
      let value = unsafe array[index]
      let isNeuron = index < count
      if isNeuron ? range.contains(value) : value == parameter.neutral { continue }
      let offset =
        unsafe UnsafeRawPointer(array + index)
        - reader.bytes.baseAddress.unsafelyUnwrapped
      throw reader.failure(isNeuron ? .outOfRange : .reservedNotNeutral, at: offset)
    }
  }
}
