import Foundation
import Testing

@testable import Katydid

struct BlobTests {
  let tiny: Data

  init() throws { tiny = try Data(contentsOf: golden.appending(path: "tiny.kat")) }

  @Test func readsTheTinyModel() throws {
    let model = try Model(tiny)
    #expect(model.blob.network.layerCount == 2)
    #expect(model.blob.network.layer(0).kind == .alif)
    #expect(model.blob.network.layer(1).kind == .leakyIntegrator)
    let labels = try #require(model.blob.labels)
    #expect(
      (0..<labels.count).map { String(decoding: labels[$0], as: UTF8.self) } == ["yes", "no"])
    let names = try #require(model.blob.layerNames)
    #expect(String(decoding: names[1], as: UTF8.self) == "readout")
    #expect(model.blob.provenance != nil)
  }

  /// The example of `ModelBlob.md`: the bytes listed there are the file.
  @Test func hexDumpOfTheSpecificationIsTheFixture() throws {
    let page = golden.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/Katydid/Katydid.docc/ModelBlob.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let example = try #require(text.components(separatedBy: "## Example").last)
    // A line is an offset, at most 16 bytes in hexadecimal, and after two blanks what they mean.
    var bytes = Data()
    for line in example.components(separatedBy: "```")[1].split(separator: "\n") {
      let columns = line.split(separator: " ", maxSplits: 1)
      #expect(Int(columns[0], radix: 16) == bytes.count)
      let digits = columns[1].trimmingCharacters(in: .whitespaces).components(separatedBy: "  ")[0]
      bytes.append(contentsOf: digits.split(separator: " ").compactMap { UInt8($0, radix: 16) })
    }
    #expect(bytes == tiny)
  }

  @Test func everyTruncationIsRefused() {
    for length in 0..<tiny.count {
      #expect(throws: ModelError.self) { try Model(tiny.prefix(length)) }
      #expect(throws: ModelError.self) { try Model(resealed(Data(tiny.prefix(length)))) }
      // With the length made right too, the structure itself must be found wanting.
      if length >= 32 {
        let short = patched(Data(tiny.prefix(length)), UInt32(length), at: 8)
        #expect(throws: ModelError.self) { try Model(short) }
      }
    }
  }

  @Test func everyFlippedBitOfTheContentIsNoticed() {
    for bit in 32 * 8..<tiny.count * 8 {
      var damaged = tiny
      damaged[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: ModelError(.wrongChecksum, at: 12)) { try Model(damaged) }
    }
  }

  /// With the checksum repaired a flip may go unnoticed, but then the model runs like any other.
  @Test func everyFlippedBitIsRefusedOrHarmless() throws {
    var accepted = 0
    for bit in 0..<tiny.count * 8 {
      var damaged = tiny
      damaged[bit / 8] ^= 1 << (bit % 8)
      guard let model = try? Model(resealed(damaged)), model.blob.arenaBytes < 1 << 24 else {
        continue
      }
      accepted += 1
      var network = try model.network()
      for tick in 0..<50 {
        for channel in 0..<model.blob.network.inputChannels {
          network.excite(channel: channel, by: (tick * 7 + channel) % 5 - 2)
        }
        network.step()
      }
    }
    // Weights, thresholds and other free numbers can change: a test that never gets here tests nothing.
    #expect(accepted > 500)
  }

  @Test func memoryIsChecked() throws {
    let model = try Model(tiny)
    let small = UnsafeMutableRawBufferPointer(rebasing: model.arena.buffer.dropLast())
    #expect(throws: ModelError(.arenaTooSmall, at: 0)) { _ = try Network(model.blob, arena: small) }
    let bytes = AlignedBytes(zeros: model.blob.arenaBytes + 8)
    let odd = UnsafeMutableRawBufferPointer(rebasing: bytes.buffer.dropFirst(8))
    #expect(throws: ModelError(.misaligned, at: 0)) { _ = try Network(model.blob, arena: odd) }
    let understated = patched(tiny, UInt32(model.blob.arenaBytes - 1), at: 20)
    #expect(throws: ModelError(.arenaUnderstated, at: 20)) { try Model(understated) }
  }

  @Test func versionsAndUnknownSections() throws {
    #expect(throws: ModelError(.notABlob, at: 0)) { try Model(Data(repeating: 0, count: 64)) }
    var next = tiny
    next[4] = 2
    #expect(throws: ModelError(.unsupportedVersion, at: 4)) { try Model(next) }
    next = tiny
    next[6] = 9
    #expect(try Model(next).blob.writtenMinorVersion == 9)

    // The labels' entry is the second of the table; make it a kind that does not exist yet.
    let entry = 32 + 16
    var unknown = tiny
    unknown[entry] = 77
    #expect(try Model(resealed(unknown)).blob.labels == nil)
    unknown[entry + 4] = 1
    #expect(throws: ModelError(.unknownCriticalSection, at: entry)) { try Model(resealed(unknown)) }
    // A newer version of a known section is as unknown.
    var newer = tiny
    newer[entry + 2] = 2
    #expect(try Model(resealed(newer)).blob.labels == nil)
    var twice = tiny
    twice[entry] = 3
    #expect(throws: ModelError(.badSection, at: entry + 16)) { try Model(resealed(twice)) }
    var none = tiny
    none[32] = 78
    none[36] = 0
    #expect(throws: ModelError(.missingNetwork, at: 16)) { try Model(resealed(none)) }
  }

  @Test(arguments: [
    ("ok", true), ("ähm", true), ("日本", true), ("\u{1F997}", true), ("", false),
    ("a\u{1B}[31m", false),
    ("\u{9B}", false), ("\u{7F}", false), ("\n", false),
  ])
  func labelsAreFitForATerminal(text: String, isGood: Bool) throws {
    let utf8 = Array(text.utf8)
    let table = AlignedBytes([1, 0, 0, 0, UInt8(utf8.count)] + utf8)
    let reader = ByteReader(table.readOnly)
    let result = try? StringTable(validating: reader, expecting: 1)
    #expect((result != nil) == isGood)
  }

  @Test(arguments: [
    [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0x80],
  ])
  func brokenUTF8IsRefused(bytes: [UInt8]) {
    let text = AlignedBytes(bytes)
    #expect(firstFault(in: text.readOnly) != nil)
  }
}
