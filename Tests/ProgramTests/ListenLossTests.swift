import Foundation
import TestSupport
import Testing

/// A microphone that goes away, and how `listen` gets it back.
@Suite(.serialized) struct ListenLossTests {
  @Test func `a device that comes back is opened again`() async throws {
    let outcome = try await FaultyMicrophone.listen(pause: 4, faults: "gone@4500:2")
    #expect(try outcome.notices == ["lost", "resumed"])
    try outcome.checkEvents()
    let resumed = try #require(try outcome.run.first("resumed"))
    let gap = try #require(resumed.members["gap"] as? Double)
    // Attempts after 0.25, 0.75 and 1.75 s.
    #expect((1.7...2.6).contains(gap))
    #expect(abs(resumed.time - gap - 4.5) <= FaultyMicrophone.tolerance)
    #expect(try outcome.run.errors.contains("opens 4,"))
  }

  @Test func `ten attempts in vain are not the end`() async throws {
    let outcome = try await FaultyMicrophone.listen(pause: 42, faults: "gone@4500:10")
    #expect(try outcome.notices == ["lost", "resumed"])
    try outcome.checkEvents()
    #expect(try outcome.run.errors.contains("opens 12,"))
  }

  @Test func `a device that does not start after an overrun is opened again`() async throws {
    let outcome = try await FaultyMicrophone.listen(pause: 4, faults: "broken@4500:2")
    #expect(try outcome.notices == ["lost", "resumed"])
    try outcome.checkEvents()
    #expect(try outcome.run.errors.contains("broken 1"))
  }

  @Test func `a device that gives nothing for 5 s is opened again`() async throws {
    let outcome = try await FaultyMicrophone.listen(pause: 8, faults: "hang@4500")
    #expect(try outcome.notices == ["stalled", "resumed"])
    try outcome.checkEvents()
    let gap = try #require(try outcome.run.first("resumed")?.members["gap"] as? Double)
    #expect((5...6.5).contains(gap))
  }

  @Test func `one thing after the other`() async throws {
    let script =
      "xrun@4300:100 gone@5000:1 suspend@7000:2 hidden@8000:100 broken@9000:1 short@10000:9"
    let outcome = try await FaultyMicrophone.listen(pause: 8, faults: script)
    let notices = [
      "overrun", "lost", "resumed", "suspended", "resumed", "overrun", "lost", "resumed",
    ]
    #expect(try outcome.notices == notices)
    try outcome.checkEvents()
  }

  @Test func `--exit-on-loss ends with 69`() async throws {
    let tape = try Tape(ListenRecording.silence(seconds: 1))
    let run = try FaultyMicrophone.run(tape, "clock gone@500:99", ["--exit-on-loss"])
    #expect(await run.end() == 69)
    #expect(try run.statuses == ["listening", "lost", "stopped"])
    #expect(try run.errors.contains("No such device"))
  }

  @Test func `a device in use ends with 69 before anything is printed`() async throws {
    let run = try FaultyMicrophone.run(Tape(ListenRecording.silence(seconds: 1)), "busy")
    #expect(await run.end() == 69)
    #expect(try run.lines.isEmpty)
    #expect(try run.errors.contains("tape: cannot open: Device or resource busy"))
  }
}
