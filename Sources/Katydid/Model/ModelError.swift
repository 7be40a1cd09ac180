/// Why a blob, or the memory to run it in, was refused.
///
/// Set-up may fail, a step cannot: everything that could go wrong later is found here, once. `offset`
/// is the byte of the blob where the fault was seen (for memory errors 0).
public struct ModelError: Error, Equatable, Sendable {
  /// What is wrong.
  public enum Reason: UInt8, Sendable {
    /// The bytes end before the structure that starts at the offset does.
    case truncated
    /// The first four bytes are not `KATY`.
    case notABlob
    /// The major version is not one that this reader knows.
    case unsupportedVersion
    /// The stated total length is not the number of bytes given.
    case wrongLength
    /// The CRC-32 of the bytes after the header is not the stated one.
    case wrongChecksum
    /// A reserved field or a padding element does not have its neutral value.
    case reservedNotNeutral
    /// A section is misplaced: misaligned, overlapping, out of order, empty or twice there.
    case badSection
    /// A critical section is of a kind or version that this reader does not know.
    case unknownCriticalSection
    /// The blob has no network.
    case missingNetwork
    /// The blob has no front end: it can be simulated, not recognise.
    case missingFrontEnd
    /// The blob has no decision: it can be simulated, not recognise.
    case missingDecision
    /// Front end, network and decision do not fit each other.
    case mismatchedSections
    /// A number is outside its range.
    case outOfRange
    /// A kind, reset, comparison or layout is none of those that exist.
    case unknownCode
    /// A data block is misaligned or reaches outside its section.
    case badBlock
    /// The weights of a layer could sum to more than 32 bits hold.
    case sumTooLarge
    /// The rows of a sparse projection are inconsistent: starts decrease, or targets do not increase.
    case badRows
    /// A string is empty, not UTF-8, or has control characters.
    case badText
    /// The number of strings is not the number of things they name.
    case wrongCount
    /// The header states less working memory than the model takes.
    case arenaUnderstated
    /// The memory given is smaller than the header states.
    case arenaTooSmall
    /// The memory or the blob does not start at a multiple of 16.
    case misaligned
    /// A tracking decision without exactly one rest class that may be an event, or a rest class in one that spots.
    case badRestClass
    /// The shape of a convolution or a pooling does not fit its sources, its targets or itself.
    case badShape
  }

  /// What is wrong.
  public let reason: Reason
  /// Byte of the blob, or of the section that was validated by itself, where the fault was seen.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// What is wrong, in words, for a message of the form "FILE: byte OFFSET: …".
  public var explanation: StaticString {
    switch reason {
    case .truncated: "the file ends in the middle of a structure"
    case .notABlob: "not a Katydid model (it does not begin with KATY)"
    case .unsupportedVersion: "a major version that this program does not know"
    case .wrongLength: "the stated length is not that of the file"
    case .wrongChecksum: "the checksum does not match: the file is damaged"
    case .reservedNotNeutral: "a reserved field or padding is not neutral"
    case .badSection: "a section is misplaced"
    case .unknownCriticalSection: "a critical section that this program does not know"
    case .missingNetwork: "the model has no network"
    case .missingFrontEnd:
      "the model has no front end: it is a bare network, which `katydid-tools simulate` runs"
    case .missingDecision:
      "the model has no decision: it is a bare network, which `katydid-tools simulate` runs"
    case .mismatchedSections: "front end, network and decision do not fit each other"
    case .outOfRange: "a number is outside its range"
    case .unknownCode: "an unknown kind, reset, comparison or layout"
    case .badBlock: "a data block is misaligned or outside its section"
    case .sumTooLarge: "the weights of a layer could overflow their 32-bit sum"
    case .badRows: "the rows of a sparse projection are inconsistent"
    case .badText: "a string is empty, not UTF-8, or has control characters"
    case .wrongCount: "the number of strings is not the number of things they name"
    case .arenaUnderstated: "the model states less working memory than it takes"
    case .arenaTooSmall: "the working memory is smaller than the model states"
    case .misaligned: "memory does not start at a multiple of 16"
    case .badRestClass:
      "a decision that tracks has one rest class, which may be an event; one that spots has none"
    case .badShape: "the shape of a convolution or pooling does not fit"
    }
  }
}
