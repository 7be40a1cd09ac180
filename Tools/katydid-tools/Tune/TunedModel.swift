import Katydid

extension LoadedModel {
  /// A copy with another threshold and hold-off: nothing else differs but the checksum.
  ///
  /// - Parameters:
  ///   - threshold: Q15, 1...32,768.
  ///   - holdOffMilliseconds: 0...60,000.
  /// - Throws: `Failure` for a model without a decision.
  func tuned(threshold: Int32, holdOffMilliseconds: Int) throws -> LoadedModel {
    guard let section = blob.offset(of: .decision) else {
      throw Failure(
        .badData, file: path, "the model has no decision", remedy: "pack it with --decision")
    }
    let copy = AlignedBytes(blob.bytes)
    for (offset, value) in [(4, holdOffMilliseconds), (6, Int(threshold))] {
      copy.bytes.storeBytes(
        of: UInt16(value).littleEndian, toByteOffset: section + offset, as: UInt16.self)
    }
    let content = UnsafeRawBufferPointer(rebasing: copy.bytes[Blob.headerBytes...])
    copy.bytes.storeBytes(of: crc32(content).littleEndian, toByteOffset: 12, as: UInt32.self)
    return try LoadedModel(copy)
  }
}

extension Blob {
  /// Where a section begins, nil without it.
  fileprivate func offset(of kind: SectionKind) -> Int? {
    for index in sections.indices {
      let entry = Blob.headerBytes + Blob.sectionEntryBytes * index
      // The version is the upper half; validation skipped sections of another one.
      if bytes.u32(entry) == UInt32(kind.rawValue) | UInt32(kind.version) << 16 {
        return Int(bytes.u32(entry + 8))
      }
    }
    return nil
  }
}
