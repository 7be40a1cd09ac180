/// How the readout becomes events: the decision section of a blob, validated in place. Layout in `ModelBlob.md`, meaning in `Decision.md`.
@safe public struct DecisionSection {
  public static let headerBytes = 16
  public static let classBytes = 8

  /// What makes an event.
  public enum Kind: UInt8, Sendable {
    /// A class that stands out for a while, once: a word.
    case spotting = 0
    /// Another class than the current one: a chord, and the rest class where there is none.
    case tracking = 1
  }

  public let kind: Kind
  public let classCount: Int
  public let settings: DecisionSettings
  /// The class that is current before the first event; nil where the decision spots.
  public let restClass: Int?
  private let classes: UnsafeRawPointer

  /// Working memory in bytes, as `ModelBlob.md` has it.
  public var arenaBytes: Int { Decision.arenaBytes(classCount: classCount) }

  /// The bytes of the section must stay where they are. For a writer that needs `arenaBytes` before it has a blob.
  public init(validating bytes: UnsafeRawBufferPointer) throws(ModelError) {
    try self.init(validating: unsafe ByteReader(bytes))
  }

  init(validating reader: ByteReader) throws(ModelError) {
    classCount = Int(try reader.u16(0, in: 1...UInt16.max))
    guard let kind = Kind(rawValue: try reader.u8(10)) else {
      throw reader.failure(.unknownCode, at: 10)
    }
    self.kind = kind
    try reader.reserved(11, count: 1)
    if kind == .spotting { try reader.reserved(12, count: 2) }
    settings = DecisionSettings(
      smoothingMilliseconds: Int(try reader.u16(2, in: 0...10_000)),
      threshold: Int32(try reader.u16(6, in: 1...32_768)),
      consecutiveTicks: Int(try reader.u16(8, in: 1...1_000)),
      restTicks: kind == .tracking ? Int(try reader.u16(12, in: 1...1_000)) : 0,
      holdOffMilliseconds: Int(try reader.u16(4, in: 0...60_000)))
    try reader.reserved(14, count: 2)
    let end = DecisionSection.headerBytes + DecisionSection.classBytes * classCount
    guard reader.count == end else {
      throw reader.failure(reader.count < end ? .truncated : .badSection, at: 0)
    }
    var restClass: Int?
    for index in 0..<classCount {
      let offset = DecisionSection.headerBytes + DecisionSection.classBytes * index
      _ = try reader.u8(offset + 4, in: 1...62)
      let flags = try reader.u8(offset + 5)
      guard flags & ~(Flag.neverAnEvent | Flag.rest) == 0 else {
        throw reader.failure(.reservedNotNeutral, at: offset + 5)
      }
      if flags & Flag.rest != 0 {
        guard kind == .tracking, restClass == nil, flags == Flag.rest else {
          throw reader.failure(.badRestClass, at: offset + 5)
        }
        restClass = index
      }
      try reader.reserved(offset + 6, count: 2)
    }
    guard kind == .spotting || restClass != nil else {
      throw reader.failure(.badRestClass, at: 10)
    }
    self.restClass = restClass
    unsafe classes = unsafe reader.bytes.baseAddress.unsafelyUnwrapped + DecisionSection.headerBytes
  }

  /// Flags of a class.
  private enum Flag {
    static let neverAnEvent: UInt8 = 1
    static let rest: UInt8 = 2
  }

  /// What brings the readout of one class to the common scale.
  public struct Class {
    /// Logit in Q10 = readout * mantissa * 2^-shift.
    public let mantissa: Int32
    public let shift: Int32
    /// Whether events may name this class: `unknown` and `silence` are none.
    public let makesEvents: Bool
  }

  public subscript(index: Int) -> Class {
    precondition(index >= 0 && index < classCount, "no such class")
    let record = unsafe classes + DecisionSection.classBytes * index
    return unsafe Class(
      mantissa: Int32(littleEndian: record.loadUnaligned(as: Int32.self)),
      shift: Int32(record.load(fromByteOffset: 4, as: UInt8.self)),
      makesEvents: record.load(fromByteOffset: 5, as: UInt8.self) & Flag.neverAnEvent == 0)
  }
}

/// What trades missed words against false alarms and delay. In the blob with good defaults; a program may change it.
public struct DecisionSettings: Equatable, Sendable {
  /// Time constant with which the readout is smoothed: higher is later and calmer.
  public var smoothingMilliseconds: Int
  /// Least score of an event, Q15: higher is fewer false alarms and more missed words.
  public var threshold: Int32
  /// Ticks in a row for which the same class must be the best and above the threshold.
  public var consecutiveTicks: Int
  /// Takes the place of `consecutiveTicks` for the rest class of a decision that tracks; without effect in one that spots.
  public var restTicks: Int
  /// Time after an event in which no other is made.
  public var holdOffMilliseconds: Int

  public init(
    smoothingMilliseconds: Int, threshold: Int32, consecutiveTicks: Int, restTicks: Int = 0,
    holdOffMilliseconds: Int
  ) {
    self.smoothingMilliseconds = smoothingMilliseconds
    self.threshold = threshold
    self.consecutiveTicks = consecutiveTicks
    self.restTicks = restTicks
    self.holdOffMilliseconds = holdOffMilliseconds
  }
}
