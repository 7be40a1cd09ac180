import Foundation
import TestSupport
import Testing

/// What people see on a terminal.
@Suite struct TerminalTests {
  private let hideCursor = "\u{1B}[?25l"
  private let showCursor = "\u{1B}[?25h"

  private func recognize(
    _ arguments: String..., environment: [String: String] = ["TERM": "xterm"],
    interruption: TimeInterval? = nil
  ) throws -> TerminalRun {
    try TerminalRun(
      ["recognize", "--model", randomModel] + arguments, environment: environment,
      interruption: interruption)
  }

  @Test func `events are lines with bars`() throws {
    let run = try recognize(clip)
    #expect(run.status == 0 && run.output.contains("\u{1B}[1m"))
    let events = try ProgramRun(["recognize", "--model", randomModel, clip]).lines
    let rows = run.lines.filter { !$0.isEmpty }
    #expect(rows.count == events.count)
    for (row, event) in zip(rows, events) {
      let words = row.split(separator: " ")
      #expect(
        event.contains(#""time": \#(words[0]), "label": "\#(words[2])", "score": \#(words.last!)"#))
      #expect(words[1] == "s" && row.contains("█"))
    }
  }

  @Test func `several files have headings, and silence says so`() throws {
    let folder = try TemporaryFolder()
    let silence = folder.path("silence.wav")
    try writeSound([Int16](repeating: 0, count: 1_000), to: silence)
    let run = try recognize(clip, silence)
    #expect(run.lines.contains(clip) && run.lines.contains(silence))
    #expect(run.lines.contains { $0.contains("nothing recognised") })
  }

  @Test func `JSON on request, and no colour where it is not wanted`() throws {
    let plain = try ProgramRun(["recognize", "--model", randomModel, clip]).output
    #expect(try recognize("--json", clip).lines.joined(separator: "\n") == plain)
    for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"]] {
      let run = try recognize(clip, environment: environment)
      #expect(run.output.contains(" s  ") && !run.output.contains("\u{1B}"))
    }
  }

  @Test func `the live display fits and leaves the terminal as it was`() throws {
    let run = try recognize("--real-time", clip)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix(hideCursor) && run.output.hasSuffix(showCursor))
    #expect(run.lines.allSatisfy { $0.count < 80 })
    for part in ["level", "spikes", "hearing", "of 0:01.0", "24 of the 32 neurons"] {
      #expect(run.output.contains(part))
    }
    // Braille dots are spikes; an empty character is none.
    #expect(run.output.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    let events = try ProgramRun(["recognize", "--model", randomModel, clip]).lines
    #expect(run.lines.count { $0.contains(" s  ") && !$0.contains("neurons") } == events.count)
  }

  @Test func `Ctrl-C gives the terminal back`() throws {
    let run = try recognize("--real-time", clip, clip, interruption: 0.7)
    #expect(run.wasEndedBySignal && run.status == SIGINT, "\(run.status)")
    #expect(run.output.contains("spikes") && run.output.hasSuffix(showCursor))
  }
}
