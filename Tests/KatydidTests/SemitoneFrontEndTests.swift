import Testing

@testable import Katydid

/// Every stage of the front end of kind semitone against the Python reference.
struct SemitoneFrontEndTests {
  static let names = goldenRecordNames { $0.hasPrefix("semitone") }

  @Test func vectorsAreThere() { #expect(Self.names.count >= 17) }

  @Test(arguments: names) func everyStageMatchesTheReference(name: String) throws {
    let expected = try GoldenRecords(name)
    let (section, arena) = try frontEnd(expected)
    var frontEnd = try FrontEnd(section, arena: arena.buffer)
    var heard = Heard()
    let chosen = Set(expected["chosen"])
    inPieces(expected.samples("samples"), of: [160]) { hop in
      let progress = frontEnd.push(hop)
      guard progress.completedHop else { return }
      heard.take(frontEnd, completedTick: progress.completedTick)
      let index = heard.levels.count - 1
      if chosen.contains(index) { compareStages(frontEnd, expected, hop: index) }
    }
    #expect(heard.levels == expected["level"])
    #expect(heard.backgrounds == expected["background"])
    #expect(heard.isOpen == expected["open"])
    #expect(heard.features == expected["features"])
    #expect(heard.values == expected["values"])
    #expect(heard.events == expected["events"])
  }

  /// The stages inside a tick. The spectra of all streams but one were overwritten: they are made again.
  private func compareStages(
    _ frontEnd: borrowing FrontEnd, _ expected: GoldenRecords, hop: Int
  ) {
    guard let semitone = frontEnd.analysis.semitone else {
      Issue.record("not of kind semitone")
      return
    }
    let energies = (0..<168).map { Int(semitone.filterbank.energies[$0]) }
    let isEmpty = expected["exponents.\(hop)"].contains(-1)
    #expect(isEmpty || energies == expected["energies.\(hop)"])
    var spectrum = semitone.spectrum
    let (re, im) = (expected["re.\(hop)"], expected["im.\(hop)"])
    for stream in 0..<RateStreams.count {
      let frame =
        stream == 0 ? UnsafePointer(frontEnd.framer.frame) : semitone.streams.frame(stream)
      #expect(
        (0..<512).map { Int(frame[$0]) }
          == Array(expected["frames.\(hop)"][512 * stream..<512 * (stream + 1)]))
      spectrum.update(frame)
      let exponent = spectrum.exponent.map(Int.init) ?? -1
      #expect(exponent == expected["exponents.\(hop)"][stream])
      if exponent < 0 { continue }
      let bins = Spectrum.usedBins
      #expect(bins.map { Int(spectrum.re[$0]) } == bins.map { re[255 * stream + $0 - 1] })
      #expect(bins.map { Int(spectrum.im[$0]) } == bins.map { im[255 * stream + $0 - 1] })
    }
  }

  @Test(arguments: ["semitone-strum", "semitone-reopened", "semitone-three-hops-a-tick"])
  func chunksDoNotMatter(name: String) throws {
    let expected = try GoldenRecords(name)
    for lengths in [[1], [7, 159, 160, 161, 1_000, 3], [100_000]] {
      let heard = try heard(expected, of: lengths)
      #expect(heard.events == expected["events"])
      #expect(heard.features == expected["features"])
    }
  }

  @Test func resetIsFresh() throws {
    let expected = try GoldenRecords("semitone-strum")
    let (section, arena) = try frontEnd(expected)
    var frontEnd = try FrontEnd(section, arena: arena.buffer)
    inPieces(try GoldenRecords("semitone-noise").samples("samples"), of: [100]) {
      _ = frontEnd.push($0)
    }
    frontEnd.reset()
    #expect((0..<84).allSatisfy { frontEnd.feature($0) == 0 })
    var heard = Heard()
    heard.listen(&frontEnd, to: expected.samples("samples"), of: [160])
    #expect(heard.events == expected["events"])
    #expect(heard.backgrounds == expected["background"])
  }

  @Test func memoryIsAsThePageSays() throws {
    let (section, _) = try frontEnd(GoldenRecords("semitone-strum"))
    #expect(section.arenaBytes == 23_552)
    #expect(section.bandCount == 84 && section.channelCount == 168)
  }

  /// Band 36 is A4, and has that tone's level; where the gate closes nothing is left of it.
  @Test func featuresAreThoseOfTheLastTick() throws {
    let expected = try GoldenRecords("semitone-sine")
    let (section, arena) = try frontEnd(expected)
    var frontEnd = try FrontEnd(section, arena: arena.buffer)
    var heard = Heard()
    heard.listen(&frontEnd, to: expected.samples("samples"), of: [320])
    #expect((26 * 1024..<27 * 1024).contains(Int(frontEnd.feature(36))))
    heard.listen(&frontEnd, to: [Int16](repeating: 0, count: 16_000), of: [320])
    let isOpen = frontEnd.isOpen
    #expect(!isOpen)
    #expect((0..<84).allSatisfy { frontEnd.feature($0) == 0 })
  }
}
