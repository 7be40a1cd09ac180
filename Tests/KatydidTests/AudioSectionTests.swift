import Foundation
import Testing

@testable import Katydid

/// What the readers of the front end and decision sections refuse, and where they say the fault is.
struct AudioSectionTests {
  /// The section of the golden model, where it lies, and the model.
  private func section(_ kind: Blob.SectionKind) throws -> (Data, at: Int) {
    let data = try Data(contentsOf: golden.appending(path: "frontend/recognizer.kat"))
    for entry in stride(from: 32, to: 32 + 16 * Int(data[16]), by: 16)
    where data[entry] == UInt8(kind.rawValue) {
      return (data, (0..<4).reduce(0) { $0 | Int(data[entry + 8 + $1]) << (8 * $1) })
    }
    throw ModelError(.badSection, at: 0)
  }

  @Test(
    arguments: [
      (0, [3], .unknownCode), (1, [39], .outOfRange), (2, [0], .outOfRange), (2, [17], .outOfRange),
      (3, [4], .reservedNotNeutral), (4, [0x44, 0xAC], .outOfRange), (8, [161], .outOfRange),
      (10, [1, 2], .outOfRange), (12, [1, 0, 1, 0], .outOfRange),
      (12, [255, 255, 254, 255], .outOfRange), (16, [16], .outOfRange), (17, [16], .outOfRange),
      (18, [0, 0], .outOfRange), (20, [0, 0], .outOfRange), (20, [0, 128], .outOfRange),
      (22, [0, 0], .outOfRange), (24, [1, 0, 1, 0], .outOfRange), (30, [255, 255], .outOfRange),
      (34, [1], .reservedNotNeutral), (47, [1], .reservedNotNeutral),
    ] as [(Int, [UInt8], ModelError.Reason)])
  func frontEndRefuses(offset: Int, bytes: [UInt8], reason: ModelError.Reason) throws {
    let (model, at) = try section(.frontEnd)
    #expect(throws: ModelError(reason, at: at + offset)) {
      try Model(replacing(model, at + offset, bytes))
    }
  }

  @Test func semitoneSectionsAreReadAndRefused() throws {
    let good = try goldenElements("section", of: "semitone-strum", as: UInt8.self)
    func read(_ offset: Int = 0, _ bytes: [UInt8] = [2]) throws -> FrontEndSection {
      var section = good
      section.replaceSubrange(offset..<offset + bytes.count, with: bytes)
      return try section.withUnsafeBytes { try FrontEndSection(validating: $0) }
    }
    let section = try read(16, [0x34, 0x12])
    guard case .semitone(let settings) = section.kind else {
      Issue.record("not of kind semitone")
      return
    }
    #expect(settings.range == 0x1234 && section.step == 1_024 && section.limit == 15)
    #expect(section.gate?.backgroundRise == 1 && section.hopsPerTick == 2)
    let faults: [(Int, [UInt8], ModelError.Reason)] = [
      (0, [1], .outOfRange), (1, [40], .outOfRange), (2, [0], .outOfRange),
      (3, [2], .reservedNotNeutral), (3, [4], .reservedNotNeutral), (10, [0, 4], .outOfRange),
      (18, [0, 0], .outOfRange), (20, [0, 0], .outOfRange), (34, [1], .reservedNotNeutral),
    ]
    for (offset, bytes, reason) in faults {
      // The bands of the other kind are what does not fit a changed kind.
      #expect(throws: ModelError(reason, at: max(offset, 1))) { try read(offset, bytes) }
    }
  }

  @Test(
    arguments: [
      (2, [0x11, 0x27], .outOfRange), (4, [0x61, 0xEA], .outOfRange), (6, [0, 0], .outOfRange),
      (6, [1, 128], .outOfRange), (8, [0, 0], .outOfRange), (8, [0xE9, 3], .outOfRange),
      (10, [2], .unknownCode), (11, [1], .reservedNotNeutral), (12, [1], .reservedNotNeutral),
      (13, [1], .reservedNotNeutral), (14, [1], .reservedNotNeutral),
      (15, [1], .reservedNotNeutral),
      (20, [0], .outOfRange),
      (20, [63], .outOfRange), (21, [4], .reservedNotNeutral), (23, [1], .reservedNotNeutral),
    ] as [(Int, [UInt8], ModelError.Reason)])
  func decisionRefuses(offset: Int, bytes: [UInt8], reason: ModelError.Reason) throws {
    let (model, at) = try section(.decision)
    #expect(throws: ModelError(reason, at: at + offset)) {
      try Model(replacing(model, at + offset, bytes))
    }
  }

  @Test(
    arguments: [
      // A rest class where the decision spots; where it tracks none, two, and one that is never an event.
      (0, [1, 1, 0, 2], 16 + 8 * 3 + 5), (1, [1, 1, 0, 0], 10), (1, [2, 1, 0, 2], 16 + 8 * 3 + 5),
      (1, [1, 3, 0, 0], 16 + 8 + 5), (1, [2, 1, 0, 0], nil), (0, [0, 0, 0, 0], nil),
    ] as [(UInt8, [UInt8], Int?)])
  func onlyADecisionThatTracksHasARestClass(kind: UInt8, flags: [UInt8], fault: Int?) throws {
    var (model, at) = try section(.decision)
    (model[at + 10], model[at + 12]) = (kind, kind)
    for (index, each) in flags.enumerated() { model[at + 16 + 8 * index + 5] = each }
    let changed = resealed(model)
    if let fault {
      #expect(throws: ModelError(.badRestClass, at: at + fault)) { try Model(changed) }
    } else {
      let decision = try #require(try Model(changed).blob.decision)
      #expect(decision.kind.rawValue == kind)
      #expect(decision.restClass == flags.firstIndex(of: 2))
    }
  }

  @Test(arguments: [0, 1, 1_000, 1_001])
  func aDecisionThatTracksHasRestTicks(ticks: UInt16) throws {
    var (model, at) = try section(.decision)
    (model[at + 10], model[at + 21]) = (1, 2)
    (model[at + 12], model[at + 13]) = (UInt8(truncatingIfNeeded: ticks), UInt8(ticks >> 8))
    let changed = resealed(model)
    if 1...1_000 ~= ticks {
      let decision = try #require(try Model(changed).blob.decision)
      #expect(decision.settings.restTicks == Int(ticks))
    } else {
      #expect(throws: ModelError(.outOfRange, at: at + 12)) { try Model(changed) }
    }
  }

  @Test func sectionsMustFitEachOther() throws {
    let (model, frontEnd) = try section(.frontEnd)
    // Events larger than the network's inputs may be.
    #expect(throws: ModelError(.mismatchedSections, at: frontEnd)) {
      try Model(replacing(model, frontEnd + 20, [255, 127]))
    }
    // A decision for other classes than the readout has.
    let decision = try section(.decision).at
    #expect(throws: ModelError(.badSection, at: decision)) {
      try Model(replacing(model, decision, [3]))
    }
    #expect(throws: ModelError(.truncated, at: decision)) {
      try Model(replacing(model, decision, [5]))
    }
  }

  @Test func aDecisionNeedsAFrontEnd() throws {
    let (model, decision) = try section(.decision)
    // The front end becomes a section of a kind that nobody knows, which is skipped.
    let entry = try #require(
      stride(from: 32, to: 32 + 16 * Int(model[16]), by: 16).first { model[$0] == 5 })
    #expect(throws: ModelError(.mismatchedSections, at: decision)) {
      try Model(replacing(model, entry, [99]))
    }
  }

  @Test func theArenaCountsThem() throws {
    let model = try Model(golden: "frontend/recognizer.kat")
    let parts = model.blob.network.arenaBytes + 15_296 + 272 + 2 * 16
    #expect(model.blob.arenaBytes == parts)
    let (data, _) = try section(.decision)
    #expect(throws: ModelError(.arenaUnderstated, at: 20)) {
      try Model(patched(data, UInt32(parts - 1), at: 20))
    }
  }

  private func replacing(_ model: Data, _ offset: Int, _ bytes: [UInt8]) -> Data {
    var changed = model
    changed.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    return resealed(changed)
  }
}
