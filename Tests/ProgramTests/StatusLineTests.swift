import Foundation
import TestSupport
import Testing

@testable import KatydidProgram

/// The last line of the display while it listens.
@Suite struct StatusLineTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What a reader sees.
  private func drawn(_ line: StatusLine, columns: Int) throws -> String {
    let written = try WrittenStream(folder.path("line"))
    line.draw(columns: columns, to: written.stream)
    written.stream.flush()
    return try written.text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
  }

  @Test func `all is well`() throws {
    let line = StatusLine(device: "hw:0")
    #expect(
      try drawn(line, columns: 79) == "  ● listening    0.0 % CPU    0 overruns    0.000 s lost")
  }

  @Test func `what is wrong`() throws {
    let line = StatusLine(device: "plughw:CARD=Snowball,DEV=0")
    line.overruns = 1
    line.lostMilliseconds = 12_345
    line.state = .waiting(sinceMilliseconds: 12_999)
    #expect(
      try drawn(line, columns: 99)
        == "  ○ waiting for the device \"Snowball\" since 0:12    0.0 % CPU    1 overrun    12.345 s lost"
    )
    line.state = .suspended
    #expect(try drawn(line, columns: 99).hasPrefix("  ○ suspended    "))
  }

  @Test(arguments: 0..<60) func `what does not fit is left out`(columns: Int) throws {
    let whole = "  ● listening    0.0 % CPU    0 overruns    0.000 s lost"
    let line = try drawn(StatusLine(device: "default"), columns: columns)
    #expect(line.count <= columns && whole.hasPrefix(line))
  }

  @Test func `the CPU share is that of the last second`() throws {
    let line = StatusLine(device: "hw:0")
    line.measure()
    #expect(try drawn(line, columns: 79).contains(" 0.0 % CPU"))
    let end = Date.now + 1.05
    while Date.now < end {}
    line.measure()
    let share = try #require(try drawn(line, columns: 79).firstMatch(of: /(\d+\.\d) % CPU/)?.1)
    #expect(Double(share)! > 2)
  }

  @Test(arguments: [
    (0, "0:00.0", "0:00"), (67_450, "1:07.4", "1:07"), (3_599_999, "59:59.9", "59:59"),
    (3_600_000, "1:00:00", "1:00:00"), (90_061_000, "25:01:01", "25:01:01"),
  ])
  func `times of day-long runs`(milliseconds: Int64, clock: String, seconds: String) {
    let text = CText(capacity: 40)
    text.write(clock: milliseconds)
    #expect(String(cString: text.start) == clock)
    text.cut(to: 0)
    text.write(clockSeconds: milliseconds / 1_000)
    #expect(String(cString: text.start) == seconds)
  }
}
