import Testing

@testable import Katydid

/// What the page on the front end promises beyond the golden vectors of kind semitone (`GoldenTests`).
struct SemitoneFrontEndTests {
  @Test func memoryIsAsThePageSays() throws {
    let (section, _) = try frontEnd(of: "semitone-strum")
    #expect(section.arenaBytes == 23_552)
    #expect(section.bandCount == 84 && section.channelCount == 168)
  }

  /// Band 36 is A4, and has that tone's level; where the gate closes, or after a reset, nothing is left of it.
  @Test func featuresAreThoseOfTheLastTick() throws {
    let samples = try goldenElements("samples", of: "semitone-sine", as: Int16.self)
    let (section, arena) = try frontEnd(of: "semitone-sine")
    var frontEnd = try FrontEnd(section, arena: arena.buffer)
    for silence in [16_000, 0] {
      try inPieces(samples, of: [FrontEnd.hopSamples]) { _ = frontEnd.push($0) }
      #expect((26 * 1024..<27 * 1024).contains(Int(frontEnd.feature(36))))
      let zeros = [Int16](repeating: 0, count: silence)
      try inPieces(zeros, of: [FrontEnd.hopSamples]) { _ = frontEnd.push($0) }
      if silence == 0 { frontEnd.reset() }
      let isOpen = frontEnd.isOpen
      #expect(!isOpen)
      #expect((0..<84).allSatisfy { frontEnd.feature($0) == 0 })
    }
  }
}
