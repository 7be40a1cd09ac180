import Foundation
import Testing

@testable import Katydid

/// Every stage of the front end of kind mel against the Python reference.
struct FrontEndTests {
  static let names = goldenRecordNames {
    !["resampler", "decision", "recognizer", "semitone", "tracking"].contains(where: $0.hasPrefix)
  }

  @Test func vectorsAreThere() { #expect(Self.names.count >= 18) }

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
      if chosen.contains(index) { compareStages(&frontEnd, expected, hop: index) }
    }
    #expect(heard.levels == expected["level"])
    #expect(heard.backgrounds == expected["background"])
    #expect(heard.isOpen == expected["open"])
    #expect(heard.features == expected["features"])
    #expect(heard.values == expected["values"])
    #expect(heard.events == expected["events"])
  }

  /// The stages inside a frame.
  private func compareStages(_ frontEnd: inout FrontEnd, _ expected: GoldenRecords, hop: Int) {
    guard let mel = frontEnd.analysis.mel else {
      Issue.record("not of kind mel")
      return
    }
    let spectrum = mel.spectrum
    let exponent = spectrum.exponent.map(Int.init) ?? -1
    #expect([exponent] == expected["exponent.\(hop)"])
    if exponent >= 0 {
      let bins = Spectrum.usedBins
      let (re, im) = (expected["re.\(hop)"], expected["im.\(hop)"])
      #expect(bins.map { Int(spectrum.re[$0]) } == bins.map { re[$0 - 1] })
      #expect(bins.map { Int(spectrum.im[$0]) } == bins.map { im[$0 - 1] })
      let energies = (0..<40).map { Int(mel.filterbank.energies[$0]) }
      #expect(energies == expected["energies.\(hop)"])
    }
    // Windowing again overwrites the FFT's input, which is free by now.
    let peak = spectrum.applyWindow(frontEnd.framer.frame)
    let windowed = (0..<512).map {
      Int($0 % 2 == 0 ? spectrum.fft.re[$0 / 2] : spectrum.fft.im[$0 / 2])
    }
    #expect(windowed == expected["windowed.\(hop)"])
    #expect(Int(peak) == windowed.map(abs).max())
  }

  @Test(arguments: ["left", "noise-levels", "three-hops-a-tick"])
  func chunksDoNotMatter(name: String) throws {
    let expected = try GoldenRecords(name)
    for lengths in [[1], [7, 159, 160, 161, 1_000, 3], [100_000]] {
      let heard = try heard(expected, of: lengths)
      #expect(heard.events == expected["events"])
      #expect(heard.features == expected["features"])
    }
  }

  @Test func resetIsFresh() throws {
    let expected = try GoldenRecords("yes")
    let (section, arena) = try frontEnd(expected)
    var frontEnd = try FrontEnd(section, arena: arena.buffer)
    inPieces(try GoldenRecords("alternating-extremes").samples("samples"), of: [100]) {
      _ = frontEnd.push($0)
    }
    frontEnd.reset()
    var heard = Heard()
    heard.listen(&frontEnd, to: expected.samples("samples"), of: [160])
    #expect(heard.events == expected["events"])
    #expect(heard.backgrounds == expected["background"])
  }

  @Test func memoryIsAsThePageSays() throws {
    let (section, arena) = try frontEnd(GoldenRecords("left"))
    #expect(section.arenaBytes == 15_296)
    let short = UnsafeMutableRawBufferPointer(rebasing: arena.buffer.dropLast())
    #expect(throws: ModelError(.arenaTooSmall, at: 0)) { _ = try FrontEnd(section, arena: short) }
  }

  @Test func logarithmIsWithinItsError() throws {
    let memory = AlignedBytes(zeros: Logarithm.arenaBytes)
    var arena = try Arena(memory.buffer, required: Logarithm.arenaBytes)
    let logarithm = Logarithm(in: &arena)
    #expect(logarithm.q10(0) == -1024)
    for exponent in 0..<63 {
      for step in 0..<50 {
        let value = UInt64(1) << UInt64(exponent) + UInt64(step) << UInt64(exponent) / 50
        let error = Double(logarithm.q10(value)) / 1024 - log2(Double(value))
        #expect(abs(error) < 5.6e-4, "\(value)")
      }
    }
  }
}
