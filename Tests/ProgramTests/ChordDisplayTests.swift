import Foundation
import TestSupport
import Testing

@testable import KatydidProgram

/// What the live display draws of chords.
@Suite struct ChordDisplayTests {
  private let folder: TemporaryFolder
  private let written: WrittenStream

  init() throws {
    folder = try TemporaryFolder()
    written = try WrittenStream(folder.path("screen"))
  }

  /// What the parts for a model show after some sound.
  private func screen(
    of chords: [(Sines.Chord, milliseconds: Int)], columns: Int, withFlats: Bool = false,
    isShown: (DisplayPart) -> Bool
  ) throws -> [String] {
    let model = try Model(named: sinesModel)
    let settings = try #require(model.blob.decision).settings
    var recognition = try Recognition(model, settings: settings, rateHz: 16_000)
    let parts = DisplayPart.parts(for: model, LabelNames(model, withFlats: withFlats))
    Sines.samples(chords).withUnsafeBufferPointer { samples in
      recognition.push(samples) { recognizer, _ in
        for part in parts { part.update(recognizer) }
      }
    }
    for part in parts where isShown(part) && columns >= part.smallestColumns {
      for line in 0..<part.lineCount {
        part.draw(line: line, columns: columns, to: written.stream)
        written.stream.write("\n")
      }
    }
    written.stream.flush()
    return try written.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  private func isChord(_ part: DisplayPart) -> Bool { part.rank == 0 }
  private func isHistory(_ part: DisplayPart) -> Bool { part.rank == 1 }
  private func areNotes(_ part: DisplayPart) -> Bool { part.rank == 3 }

  @Test func `the current chord is five lines tall`() throws {
    #expect(
      try screen(of: [(Sines.fSharpMinor, 600)], columns: 79, isShown: isChord) == [
        "  chord    ███████  ██ ██",
        "           ██      ███████ ████▄██▄",
        "           █████    ██ ██  ██ ██ ██",
        "           ██      ███████ ██ ██ ██",
        "           ██       ██ ██  ██ ██ ██",
      ])
  }

  @Test func `before anything sounds, in a narrow window`() throws {
    #expect(
      try screen(of: [(Sines.silence, 200)], columns: 39, isShown: isChord) == [
        "  ██▄  ██    ▄█████▄",
        "  ███▄ ██    ██   ▀▀",
        "  ██▀█▄██    ██",
        "  ██ ▀███    ██   ▄▄",
        "  ██  ▀██ ██ ▀█████▀ ██",
      ])
  }

  @Test func `it is small where it does not fit`() throws {
    let text = try screen(
      of: [(Sines.fSharpMinor, 600)], columns: 20, withFlats: true, isShown: isChord)
    #expect(text == ["  G♭m", "", "", "", ""])
  }

  @Test func `the last seconds on a line of time`() throws {
    let text = try screen(
      of: [(Sines.cMajor, 3_000), (Sines.silence, 1_500), (Sines.aMinor, 1_500)], columns: 40,
      isShown: isHistory)
    #expect(
      text == [
        "                    C         N.C. Am",
        "                    ┝━━━━━━━━━     ┝━━━━",
        "      ╵10 s            ╵5 s          now",
      ])
  }

  @Test func `the notes that stand out`() throws {
    let text = try screen(
      of: [(Sines.cMajor, 600)], columns: 79, withFlats: true, isShown: areNotes)
    #expect(
      text == [
        "  notes    ████                ▂▂▂▂           ▂▂▂▂",
        "           ████                ████           ████",
        "           ████ ▁▁▁▁      ▄▄▄▄ ████ ▄▄▄▄ ▄▄▄▄ ████ ▄▄▄▄           ▁▁▁▁",
        "           ████ ████      ████ ████ ████ ████ ████ ████           ████",
        "           C    D♭   D    E♭   E    F    G♭   G    A♭   A    B♭   B",
      ])
  }

  @Test func `every chord that can be written can be drawn`() {
    for root in ["A", "B", "C", "D", "E", "F", "G", "F♯", "B♭"] {
      for (_, quality) in ChordLabel.qualities {
        let lines = BlockLetters.lines(of: root + quality) ?? []
        #expect(lines.count == BlockLetters.lineCount, "\(root + quality)")
        #expect(Set(lines.map(\.columns)).count == 1, "\(root + quality)")
      }
    }
    #expect(BlockLetters.lines(of: "N.C.") != nil)
    #expect(BlockLetters.lines(of: "C:min9") == nil)
  }

  @Test(arguments: [(40, 10), (40, 5), (80, 24), (59, 16), (20, 6), (8, 3), (1, 1), (200, 60)])
  func `it fits every window`(columns: Int, rows: Int) throws {
    let song = folder.path("song.wav")
    try writeSound(Sines.samples([(Sines.cMajor, 700), (Sines.fSharpMinor, 600)]), to: song)
    let run = try TerminalRun(
      ["recognize", "--model", sinesModel, "--real-time", "--flats", song],
      columns: UInt16(columns), rows: UInt16(rows))
    #expect(run.status == 0)
    let rowsUp = run.output.matches(of: /\u{1B}\[(\d+)A/).compactMap { Int($0.1) }
    #expect(rowsUp.allSatisfy { $0 < rows })
    #expect(run.lines.contains { $0.contains("▄█████▄") } == (columns >= 20 && rows >= 8))
    #expect(run.lines.contains { $0.contains("A♭") } == (columns >= 40 && rows >= 22))
    #expect(run.lines.contains { $0.contains("now") } == (columns >= 40 && rows >= 12))
    // An event takes a line of 24 columns and more, whatever the window.
    let drawn = run.lines.filter { !$0.contains(" s  ") }
    #expect(drawn.allSatisfy { $0.unicodeScalars.count < columns })
  }

  @Test func `no colour where it is not wanted`() throws {
    let song = folder.path("song.wav")
    try writeSound(Sines.samples([(Sines.cMajor, 500)]), to: song)
    let run = try TerminalRun(
      ["recognize", "--model", sinesModel, "--real-time", song],
      environment: ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(run.output.contains("chord") && !run.output.contains(/\u{1B}\[[1-9][0-9;]*m/))
  }
}
