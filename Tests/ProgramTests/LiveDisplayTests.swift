import Foundation
import TestSupport
import Testing

@testable import KatydidProgram

/// The live display in terminals of all kinds, and what it leaves behind.
@Suite struct LiveDisplayTests {
  private let hideCursor = "\u{1B}[?25l"
  private let showCursor = "\u{1B}[?25h"

  private func recognize(
    columns: UInt16 = 80, rows: UInt16 = 24, environment: [String: String] = ["TERM": "xterm"],
    meanwhile: (@Sendable (TerminalRun.Controls) -> Void)? = nil
  ) throws -> TerminalRun {
    try TerminalRun(
      ["recognize", "--model", randomModel, "--real-time", clip], environment: environment,
      columns: columns, rows: rows, meanwhile: meanwhile)
  }

  /// How far up the cursor goes.
  private func rowsUp(_ run: TerminalRun) -> [Int] {
    run.output.matches(of: /\u{1B}\[(\d+)A/).compactMap { Int($0.1) }
  }

  @Test(arguments: [(1, 1), (2, 2), (8, 3), (20, 5), (59, 40), (60, 4), (70, 12), (300, 90)])
  func `it fits every window`(columns: Int, rows: Int) throws {
    let run = try recognize(columns: UInt16(columns), rows: UInt16(rows))
    #expect(run.status == 0)
    #expect(rowsUp(run).allSatisfy { $0 < rows })
    #expect((run.output.contains("level")) == (columns > 60 && rows > 3))
    #expect((run.output.contains("spikes")) == (columns > 60 && rows > 16))
    let drawn = run.lines.filter { !$0.contains(" s  ") || $0.contains("neurons") }
    #expect(drawn.allSatisfy { $0.unicodeScalars.count < columns })
  }

  @Test func `a window that changes is drawn anew from its first line`() throws {
    let run = try recognize(columns: 90) { program in
      for columns: UInt16 in [70, 44, 30, 120] {
        Thread.sleep(forTimeInterval: 0.15)
        program.resize(columns: columns, rows: 24)
      }
    }
    #expect(run.status == 0)
    // Fifteen lines, and more when they were broken in two.
    #expect(Set(rowsUp(run)).isSuperset(of: [15, 30]))
    #expect(run.lines.contains { $0.count > 95 } && run.output.hasSuffix(showCursor))
  }

  @Test func `no colour where it is not wanted`() throws {
    let run = try recognize(environment: ["TERM": "xterm", "NO_COLOR": "1"])
    #expect(run.output.contains("spikes") && !run.output.contains(/\u{1B}\[[1-9][0-9;]*m/))
  }

  @Test func `Ctrl-Z gives the terminal back, and fg takes it again`() throws {
    let run = try recognize { program in
      Thread.sleep(forTimeInterval: 0.4)
      program.send(SIGTSTP)
      while !program.isStopped, kill(program.process, 0) == 0 { usleep(10_000) }
      program.send(SIGCONT)
    }
    #expect(run.status == 0 && !run.wasEndedBySignal)
    let parts = run.output.split(separator: hideCursor)
    #expect(parts.count >= 2 && parts.allSatisfy { $0.hasSuffix(showCursor) })
    // What the shell wrote meanwhile is not drawn over.
    #expect(parts.allSatisfy { $0.contains("level") })
    let resumed = try #require(parts.last?.split(separator: "katydid").first)
    #expect(!resumed.contains(/\u{1B}\[\d+A/))
  }

  @Test(arguments: [SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGTRAP, SIGFPE, SIGTERM, SIGHUP])
  func `whatever ends it, the terminal is given back`(signal: Int32) throws {
    let run = try recognize { program in
      Thread.sleep(forTimeInterval: 0.4)
      program.send(signal)
    }
    #expect(run.wasEndedBySignal && run.status == signal)
    #expect(run.output.contains("spikes") && run.output.hasSuffix(showCursor))
  }
}
