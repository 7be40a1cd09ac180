import Katydid

/// Lays a network out as the bytes of a blob (`ModelBlob.md`). The same network gives the same bytes.
enum BlobWriter {
  /// - Returns: a blob that was validated as a reader will validate it.
  /// - Throws: `Failure` for names that a blob cannot hold, or a model of more than 4 GiB.
  static func write(_ network: IntegerNetwork) throws(Failure) -> AlignedBytes {
    var sections: [(kind: Blob.SectionKind, content: [UInt8])] = []
    sections.append((.network, try NetworkSectionWriter.bytes(of: network)))
    if let labels = network.labels {
      sections.append((.labels, try stringTable(labels, called: "label")))
    }
    let names = network.layers.map(\.name)
    sections.append((.layerNames, try stringTable(names, called: "layer name")))
    sections.append((.provenance, Array(network.provenance.utf8)))
    if let frontEnd = network.frontEnd { sections.append((.frontEnd, frontEnd.bytes)) }
    if let decision = network.decision { sections.append((.decision, decision.bytes)) }

    var blob = ByteBuilder()
    appendHeader(to: &blob, sectionCount: sections.count)
    let table = blob.count
    blob.appendZeros(Blob.sectionEntryBytes * sections.count)
    for (index, section) in sections.enumerated() {
      let offset = blob.appendBlock(section.content)
      guard blob.count <= UInt32.max else { throw tooLarge }
      let entry = table + Blob.sectionEntryBytes * index
      blob.store(UInt32(section.kind.rawValue) | UInt32(section.kind.version) << 16, at: entry)
      blob.store(section.kind.isCritical ? 1 : 0, at: entry + 4)
      blob.store(UInt32(offset), at: entry + 8)
      blob.store(UInt32(section.content.count), at: entry + 12)
    }
    blob.store(UInt32(blob.count), at: 8)
    // What the model takes is the reader's to say; for that it reads one that states all there is.
    blob.store(UInt32.max, at: 20)
    let arenaBytes = try checked(blob) {
      Blob.arenaBytes($0.network, $0.frontEnd, $0.decision)
    }.result
    guard let stated = UInt32(exactly: arenaBytes) else { throw tooLarge }
    blob.store(stated, at: 20)
    return try checked(blob) { _ in }.blob
  }

  static let tooLarge = Failure(
    .badData, "the model would be larger than 4 GiB", remedy: "split or shrink the network")

  private static func appendHeader(to blob: inout ByteBuilder, sectionCount: Int) {
    blob.append(Blob.magic)
    blob.append(Blob.majorVersion)
    blob.append(Blob.minorVersion)
    blob.appendZeros(8)  // length and checksum, stored when they are known
    blob.append(UInt32(sectionCount))
    blob.appendZeros(12)  // working memory, stored when it is known, and reserved
  }

  private static func stringTable(
    _ strings: [String], called role: String
  ) throws(Failure) -> [UInt8] {
    var table = ByteBuilder()
    table.append(UInt32(strings.count))
    for string in strings {
      let isPrintable = string.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control
      }
      guard let length = UInt8(exactly: string.utf8.count), length > 0, isPrintable else {
        throw Failure(
          .badData, "\(role) \(string.debugDescription) cannot be stored",
          remedy: "use 1 to 255 bytes of UTF-8 without control characters")
      }
      table.append(length)
      table.append(contentsOf: string.utf8)
    }
    return table.bytes
  }

  /// The blob with its checksum, and what `body` makes of it. What the writer made must please the reader: anything else
  /// is a fault of this program.
  private static func checked<T>(
    _ bytes: ByteBuilder, _ body: (Blob) -> T
  ) throws(Failure) -> (blob: AlignedBytes, result: T) {
    var bytes = bytes
    let checksum = bytes.bytes.withUnsafeBytes {
      crc32(UnsafeRawBufferPointer(rebasing: $0[Blob.headerBytes...]))
    }
    bytes.store(checksum, at: 12)
    let memory = AlignedBytes(bytes.bytes)
    defer { withExtendedLifetime(memory) {} }
    do throws(ModelError) {
      return (memory, body(try Blob(validating: UnsafeRawBufferPointer(memory.bytes))))
    } catch {
      throw Failure(
        .internalError, "the packed model is not valid: byte \(error.offset): \(error.explanation)",
        remedy: "please report this with the network")
    }
  }
}
