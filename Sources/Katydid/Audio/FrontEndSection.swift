/// How samples become input events: the front end section of a blob, validated. Layout in `ModelBlob.md`, meaning in `FrontEnd.md`.
///
/// Levels are logarithms to base 2 of a power in LSB², Q10.
public struct FrontEndSection: Equatable, Sendable {
  public static let byteCount = 48

  /// What is made of the sound behind the gate.
  public enum Kind: Equatable, Sendable {
    case mel(MelSettings)
    case semitone(SemitoneSettings)
  }

  public let kind: Kind
  /// Hops of which one tick of the network is made.
  public let hopsPerTick: Int
  /// Level that counts as 0 in every band; what lies below is cut off.
  public let bandFloor: Int32
  /// Mel: change of a band that makes an event of value one. Semitone: contrast that does. Q10.
  public let step: Int
  /// Largest value of an event.
  public let limit: Int
  /// The gate, if the front end has one.
  public let gate: GateSettings?

  /// Section bytes as in `ModelBlob.md`, for whoever has a front end but no blob.
  /// - Throws: `ModelError` with the offset of the first fault.
  public init(validating bytes: UnsafeRawBufferPointer) throws(ModelError) {
    try self.init(validating: unsafe ByteReader(bytes))
  }

  init(validating reader: ByteReader) throws(ModelError) {
    guard reader.count == FrontEndSection.byteCount else {
      let isShort = reader.count < FrontEndSection.byteCount
      throw reader.failure(isShort ? .truncated : .badSection, at: 0)
    }
    let flags = try reader.u8(3)
    let hasGate = flags & 1 != 0
    switch try reader.u8(0) {
    case 1: kind = .mel(try MelSettings(validating: reader, flags: flags & ~1))
    case 2: kind = .semitone(try SemitoneSettings(validating: reader, flags: flags & ~1))
    default: throw reader.failure(.unknownCode, at: 0)
    }
    hopsPerTick = Int(try reader.u8(2, in: 1...16))
    guard try reader.u32(4) == 16_000 else { throw reader.failure(.outOfRange, at: 4) }
    guard try reader.u16(8) == Framer.hopSamples else { throw reader.failure(.outOfRange, at: 8) }
    guard try reader.u16(10) == Framer.frameSamples else {
      throw reader.failure(.outOfRange, at: 10)
    }
    bandFloor = try reader.level(12)
    step = Int(try reader.u16(18, in: 1...UInt16.max))
    limit = Int(try reader.u16(20, in: 1...32_767))
    let gate = try GateSettings(validating: reader, at: 22)
    self.gate = hasGate ? gate : nil
    try reader.reserved(34, count: 14)
  }

  public var bandCount: Int {
    switch kind {
    case .mel: MelSettings.bandCount
    case .semitone: SemitoneSettings.bandCount
    }
  }

  /// Input channels of a network behind this front end.
  public var channelCount: Int {
    switch kind {
    case .mel: MelSettings.channelCount
    case .semitone: SemitoneSettings.channelCount
    }
  }

  /// Working memory in bytes that a front end takes.
  public var arenaBytes: Int {
    let analysisBytes =
      switch kind {
      case .mel: MelAnalysis.arenaBytes
      case .semitone: SemitoneAnalysis.arenaBytes
      }
    return Logarithm.arenaBytes + Framer.arenaBytes + analysisBytes
  }
}

/// The part of a front end of kind mel that is its own.
public struct MelSettings: Equatable, Sendable {
  public static let bandCount = 40
  /// Each band has one channel for rises and, `bandCount` further on, one for falls.
  public static let channelCount = 2 * bandCount

  /// Time constant of the normaliser's mean, upwards: `2^riseShift` hops.
  public let riseShift: Int32
  /// Time constant of the normaliser's mean, downwards: `2^fallShift` hops.
  public let fallShift: Int32
  /// Whether normalised values below 0 become 0.
  public let clampsAtZero: Bool

  fileprivate init(validating reader: ByteReader, flags: UInt8) throws(ModelError) {
    guard try reader.u8(1) == Self.bandCount else {
      throw reader.failure(.outOfRange, at: 1)
    }
    guard flags & ~2 == 0 else { throw reader.failure(.reservedNotNeutral, at: 3) }
    clampsAtZero = flags & 2 != 0
    riseShift = Int32(try reader.u8(16, in: 0...15))
    fallShift = Int32(try reader.u8(17, in: 0...15))
  }
}

/// The part of a front end of kind semitone that is its own.
public struct SemitoneSettings: Equatable, Sendable {
  /// Band `b` is centred on MIDI note `33 + b`, from A1 (55 Hz) to G♯8.
  public static let bandCount = 84
  /// Each band is heard twice: in a fine view, by long frames, and in a quick one, by frames half as long.
  static let viewCount = 2
  /// Those of the fine view's bands, then those of the quick one's.
  public static let channelCount = viewCount * bandCount

  /// How far below the highest band a band still stands out, Q10.
  public let range: Int32

  fileprivate init(validating reader: ByteReader, flags: UInt8) throws(ModelError) {
    guard try reader.u8(1) == Self.bandCount else {
      throw reader.failure(.outOfRange, at: 1)
    }
    guard flags == 0 else { throw reader.failure(.reservedNotNeutral, at: 3) }
    range = Int32(try reader.u16(16))
  }
}

/// When the gate opens and closes. Levels in Q10 as in `FrontEndSection`.
public struct GateSettings: Equatable, Sendable {
  /// Hops in a row below the close margin that close the gate.
  public let hangHops: Int
  /// Lowest value of the background: what lies below is never heard.
  public let floor: Int32
  /// Distance above the background that opens the gate.
  public let openMargin: Int32
  /// Distance above the background that keeps it open.
  public let closeMargin: Int32
  /// How much the background may rise in a hop.
  public let backgroundRise: Int32

  init(validating reader: ByteReader, at offset: Int) throws(ModelError) {
    hangHops = Int(try reader.u16(offset, in: 1...UInt16.max))
    floor = try reader.level(offset + 2)
    openMargin = Int32(try reader.u16(offset + 6))
    closeMargin = Int32(try reader.u16(offset + 8))
    guard closeMargin <= openMargin else { throw reader.failure(.outOfRange, at: offset + 8) }
    backgroundRise = Int32(try reader.u16(offset + 10))
  }
}

extension ByteReader {
  /// A level in Q10.
  fileprivate func level(_ offset: Int) throws(ModelError) -> Int32 {
    let value = Int32(bitPattern: try u32(offset))
    guard value >= -65_536, value <= 65_536 else { throw failure(.outOfRange, at: offset) }
    return value
  }
}
