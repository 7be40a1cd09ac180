/// A validated model in the bytes it was given, without a copy.
///
/// The bytes (from `mmap`, flash or an array) must stay where they are, unchanged, while the blob or
/// anything made of it is in use. `ModelBlob.md` is the byte-exact specification.
@safe public struct Blob {
  /// The kinds of section that this reader knows. What it does not know it skips, or refuses if critical.
  public enum SectionKind: UInt16, Sendable {
    case network = 1
    case labels = 2
    case layerNames = 3
    case provenance = 4
    case frontEnd = 5
    case decision = 6

    /// The one version of each section's format that this reader reads.
    public var version: UInt16 { 1 }
    /// Whether a writer flags the section as one without which the model must not run.
    public var isCritical: Bool { self == .network }
  }

  /// Bytes of the header, which ends where the table of sections begins.
  public static let headerBytes = 32
  /// Bytes of an entry in the table of sections.
  public static let sectionEntryBytes = 16
  /// Of the format: a reader refuses any other.
  public static let majorVersion: UInt16 = 1
  /// Of the format: a reader of a later one reads every earlier one.
  public static let minorVersion: UInt16 = 0
  /// "KATY" read as a little-endian u32.
  public static let magic: UInt32 = 0x5954_414B
  /// Sections that a blob may have.
  public static let maximumSections = 64

  /// All of it, as it was given.
  public let bytes: UnsafeRawBufferPointer
  /// Minor version of the writer.
  public let writtenMinorVersion: UInt16
  /// Bytes of working memory that running this model takes, from the header.
  public let arenaBytes: Int
  /// The one section that every blob has.
  public let network: NetworkSection
  /// How samples become the network's input, if there.
  public let frontEnd: FrontEndSection?
  /// How the readout becomes events, if there.
  public let decision: DecisionSection?
  /// One for each neuron of the output layer, if there.
  public let labels: StringTable?
  /// One for each layer, if there.
  public let layerNames: StringTable?
  /// UTF-8 text, a JSON object: where the model comes from, its licence, its figures.
  public let provenance: UnsafeRawBufferPointer?

  /// Checks every byte that the step will rely on.
  ///
  /// After this no content of the blob can make a step read or write out of bounds, trap or loop.
  /// - Throws: `ModelError` with the offset of the first fault found.
  public init(validating bytes: UnsafeRawBufferPointer) throws(ModelError) {
    let reader = unsafe ByteReader(bytes)
    guard Int(bitPattern: bytes.baseAddress) % 16 == 0 else {
      throw ModelError(.misaligned, at: 0)
    }
    guard try reader.u32(0) == Blob.magic else { throw reader.failure(.notABlob, at: 0) }
    guard try reader.u16(4) == Blob.majorVersion else {
      throw reader.failure(.unsupportedVersion, at: 4)
    }
    let writtenMinorVersion = try reader.u16(6)
    guard Int(exactly: try reader.u32(8)) == reader.count else {
      throw reader.failure(.wrongLength, at: 8)
    }
    let statedCRC = try reader.u32(12)
    let sectionCount = try reader.count(16, in: 1...UInt32(Blob.maximumSections))
    guard let arenaBytes = Int(exactly: try reader.u32(20)) else {
      throw reader.failure(.outOfRange, at: 20)
    }
    try reader.reserved(24, count: 8)
    guard unsafe crc32(UnsafeRawBufferPointer(rebasing: bytes[Blob.headerBytes...])) == statedCRC
    else { throw reader.failure(.wrongChecksum, at: 12) }

    let table = try SectionTable(reader, count: sectionCount)
    guard let networkReader = table.network else { throw reader.failure(.missingNetwork, at: 16) }
    let network = try NetworkSection(validating: networkReader)
    let frontEnd = try Blob.frontEnd(table.frontEnd, feeding: network)
    let decision = try Blob.decision(table.decision, reading: network, after: frontEnd)
    let needed = Blob.arenaBytes(network, frontEnd, decision)
    guard arenaBytes >= needed else { throw reader.failure(.arenaUnderstated, at: 20) }

    self.writtenMinorVersion = writtenMinorVersion
    self.arenaBytes = arenaBytes
    self.network = network
    self.frontEnd = frontEnd
    self.decision = decision
    labels = try Blob.strings(table.labels, expecting: network.outputCount)
    layerNames = try Blob.strings(table.layerNames, expecting: network.layerCount)
    unsafe provenance = try unsafe Blob.text(table.provenance)
    unsafe self.bytes = unsafe bytes
  }

  /// Working memory in bytes that a model of these parts takes, as `ModelBlob.md` sums it up.
  public static func arenaBytes(
    _ network: NetworkSection, _ frontEnd: FrontEndSection?, _ decision: DecisionSection?
  ) -> Int {
    network.arenaBytes + (frontEnd?.arenaBytes ?? 0) + (decision?.arenaBytes ?? 0)
  }

  private static func frontEnd(
    _ section: ByteReader?, feeding network: NetworkSection
  ) throws(ModelError) -> FrontEndSection? {
    guard let section else { return nil }
    let frontEnd = try FrontEndSection(validating: section)
    guard
      network.inputChannels == frontEnd.channelCount, frontEnd.limit <= network.inputMagnitude
    else { throw section.failure(.mismatchedSections, at: 0) }
    return frontEnd
  }

  private static func decision(
    _ section: ByteReader?, reading network: NetworkSection, after frontEnd: FrontEndSection?
  ) throws(ModelError) -> DecisionSection? {
    guard let section else { return nil }
    let decision = try DecisionSection(validating: section)
    let output = network.layer(network.outputLayer)
    guard
      frontEnd != nil, decision.classCount == output.count, output.kind == .leakyIntegrator
    else { throw section.failure(.mismatchedSections, at: 0) }
    return decision
  }

  private static func strings(
    _ section: ByteReader?, expecting count: Int
  ) throws(ModelError) -> StringTable? {
    guard let section else { return nil }
    return try StringTable(validating: section, expecting: count)
  }

  private static func text(_ section: ByteReader?) throws(ModelError) -> UnsafeRawBufferPointer? {
    guard let section else { return nil }
    if let fault = unsafe firstFault(in: section.bytes, allowLineBreaks: true) {
      throw section.failure(.badText, at: fault)
    }
    return unsafe section.bytes
  }
}

/// The sections of a blob, each as a reader of its own bytes.
private struct SectionTable {
  var network: ByteReader?
  var labels: ByteReader?
  var layerNames: ByteReader?
  var provenance: ByteReader?
  var frontEnd: ByteReader?
  var decision: ByteReader?

  init(_ reader: ByteReader, count: Int) throws(ModelError) {
    var end = align16(Blob.headerBytes + Blob.sectionEntryBytes * count)
    var seen: UInt64 = 0
    for index in 0..<count {
      let entry = Blob.headerBytes + Blob.sectionEntryBytes * index
      let code = try reader.u16(entry)
      let version = try reader.u16(entry + 2)
      let flags = try reader.u32(entry + 4)
      guard flags & ~1 == 0 else { throw reader.failure(.reservedNotNeutral, at: entry + 4) }
      let offset = try reader.u32(entry + 8)
      let length = try reader.u32(entry + 12)
      let bytes = unsafe try reader.block(
        offset: offset, length: length, floor: end, statedAt: entry + 8)
      guard length > 0 else { throw reader.failure(.badSection, at: entry + 12) }
      try reader.reserved(end, count: Int(offset) - end)
      let unpadded = Int(offset) + Int(length)
      end = align16(unpadded)
      try reader.reserved(unpadded, count: min(end, reader.count) - unpadded)

      guard let kind = Blob.SectionKind(rawValue: code), version == kind.version else {
        if flags & 1 != 0 { throw reader.failure(.unknownCriticalSection, at: entry) }
        continue
      }
      guard seen & (1 << code) == 0 else { throw reader.failure(.badSection, at: entry) }
      seen |= 1 << code
      let section = unsafe ByteReader(bytes, base: Int(offset))
      switch kind {
      case .network: network = section
      case .labels: labels = section
      case .layerNames: layerNames = section
      case .provenance: provenance = section
      case .frontEnd: frontEnd = section
      case .decision: decision = section
      }
    }
    guard end >= reader.count else { throw reader.failure(.wrongLength, at: 8) }
  }
}
