import Foundation
import TestSupport
import Testing

/// What a cheap microphone does to `listen`: a library loaded before it makes ALSA's calls fail by a script.
///
/// The device has a clock: the sound of the file goes on while nobody reads, so that the words after a fault are right only
/// if the gap was measured right.
@Suite struct ListenFaultTests {
  private static let faults = Result {
    try SharedLibrary("FaultyALSA/faults.c", libraries: ["asound"])
  }

  /// In seconds: how far an event after a gap may be from where it is in the file.
  static let tolerance = 0.15

  /// A finished run.
  struct Outcome {
    var run: ListenRun
    var expected: [ListenRun.Line]
    var status: Int32

    /// All statuses but the first and the last, which every run has.
    var notices: [String] { get throws { try Array(run.statuses.dropFirst().dropLast()) } }

    /// Whether the words and their times are those of the file.
    func checkEvents() throws {
      let events = try run.events
      #expect(events.map(\.label) == expected.map(\.label), "\(try run.errors)")
      for (event, right) in zip(events, expected) {
        #expect(abs(event.time - right.time) <= ListenFaultTests.tolerance, "\(right)")
      }
    }
  }

  /// Listens to the words and a pause of so many seconds after 4 s, until the last word or for as long as that takes.
  private func listen(
    pause: Double, faults script: String, _ arguments: [String] = []
  ) async throws -> Outcome {
    let samples = try ListenRecording.pause(seconds: pause)
    let folder = try TemporaryFolder()
    try writeSound(samples, to: folder.path("whole.wav"))
    let expected = try recognized(folder.path("whole.wav"))
    #expect(expected.count == 5)
    let run = try ListenFaultTests.run(Tape(samples), "clock " + script, arguments)
    let last = try #require(expected.last?.time)
    _ = try await run.waits(seconds: last + 15) { lines in
      lines.contains { $0.label != nil && $0.time > last - ListenFaultTests.tolerance }
    }
    run.signal(SIGINT)
    let status = await run.end()
    return Outcome(run: run, expected: expected, status: status)
  }

  static func run(
    _ tape: Tape, _ script: String, _ arguments: [String] = []
  ) throws -> ListenRun {
    let environment = ["LD_PRELOAD": try faults.get().path, "KATYDID_FAULTS": script]
    return try ListenRun(
      ["--device", "tape"] + arguments,
      environment: environment.merging(tape.environment) { first, _ in first })
  }

  @Test func `nothing happens without a fault`() async throws {
    let outcome = try await listen(pause: 0.5, faults: "")
    #expect(outcome.status == 0)
    #expect(try outcome.notices.isEmpty)
    try outcome.checkEvents()
    let stopped = try #require(try outcome.run.first("stopped"))
    #expect(stopped.members["events"] as? Int == 5 && stopped.members["overruns"] as? Int == 0)
    #expect(stopped.members["lost"] as? Double == 0)
  }

  /// The second one waits in vain: POLLERR is missed, and only the state tells.
  @Test(arguments: ["xrun", "hidden"])
  func `an overrun is counted and its gap measured`(kind: String) async throws {
    let outcome = try await listen(pause: 2, faults: "\(kind)@4500:400")
    #expect(try outcome.notices == ["overrun"])
    try outcome.checkEvents()
    let overrun = try #require(try outcome.run.first("overrun"))
    #expect(overrun.members["count"] as? Int == 1)
    let lost = try #require(overrun.members["lost"] as? Double)
    #expect((0.35...0.9).contains(lost))
    #expect(abs(overrun.time - 4.5) <= ListenFaultTests.tolerance)
    let stopped = try #require(try outcome.run.first("stopped"))
    #expect(stopped.members["overruns"] as? Int == 1 && stopped.members["lost"] as? Double == lost)
    let errors = try outcome.run.errors
    #expect(errors.contains("overrun: ") && errors.contains("\(kind) 1"))
  }

  @Test func `every one of many overruns is counted`() async throws {
    let script = (0..<8).map { "xrun@\(4_300 + 300 * $0):\(40 + 10 * $0)" }
    let outcome = try await listen(pause: 3, faults: script.joined(separator: " "))
    #expect(try outcome.notices == Array(repeating: "overrun", count: 8))
    try outcome.checkEvents()
    let counts = try outcome.run.lines.compactMap { $0.members["count"] as? Int }
    #expect(counts == Array(1...8))
  }

  /// It resumes at the third attempt; or it cannot and is prepared.
  @Test(arguments: ["suspend@4500:3", "suspend@4500:0"])
  func `after a suspension it goes on`(script: String) async throws {
    let outcome = try await listen(pause: 2, faults: script)
    #expect(try outcome.notices == ["suspended", "resumed"])
    try outcome.checkEvents()
    #expect(try outcome.run.errors.contains("suspended: "))
    #expect(try outcome.run.errors.contains("suspend 1"))
    if script.hasSuffix("3") {
      let gap = try outcome.run.first("resumed")?.members["gap"] as? Double
      #expect((0.2...0.6).contains(try #require(gap)))
    }
  }

  @Test func `a device that comes back is opened again`() async throws {
    let outcome = try await listen(pause: 4, faults: "gone@4500:2")
    #expect(try outcome.notices == ["lost", "resumed"])
    try outcome.checkEvents()
    let resumed = try #require(try outcome.run.first("resumed"))
    let gap = try #require(resumed.members["gap"] as? Double)
    // Attempts after 0.25, 0.75 and 1.75 s.
    #expect((1.7...2.6).contains(gap))
    #expect(abs(resumed.time - gap - 4.5) <= ListenFaultTests.tolerance)
    #expect(try outcome.run.errors.contains("opens 4,"))
  }

  @Test func `ten attempts in vain are not the end`() async throws {
    let outcome = try await listen(pause: 42, faults: "gone@4500:10")
    #expect(try outcome.notices == ["lost", "resumed"])
    try outcome.checkEvents()
    #expect(try outcome.run.errors.contains("opens 12,"))
  }

  @Test func `a device that does not start after an overrun is opened again`() async throws {
    let outcome = try await listen(pause: 4, faults: "broken@4500:2")
    #expect(try outcome.notices == ["lost", "resumed"])
    try outcome.checkEvents()
    #expect(try outcome.run.errors.contains("broken 1"))
  }

  @Test func `samples that are not there when it says so are waited for`() async throws {
    let outcome = try await listen(pause: 2, faults: "again@4500:350 again@5200:350")
    #expect(try outcome.notices.isEmpty)
    try outcome.checkEvents()
    #expect(try outcome.run.errors.contains("again 2"))
  }

  @Test(arguments: [1, 7, 333])
  func `short reads lose nothing`(frames: Int) async throws {
    let outcome = try await listen(pause: 1, faults: "short@0:\(frames)")
    #expect(try outcome.notices.isEmpty)
    try outcome.checkEvents()
  }

  @Test func `a device that gives nothing for 5 s is opened again`() async throws {
    let outcome = try await listen(pause: 8, faults: "hang@4500")
    #expect(try outcome.notices == ["stalled", "resumed"])
    try outcome.checkEvents()
    let gap = try #require(try outcome.run.first("resumed")?.members["gap"] as? Double)
    #expect((5...6.5).contains(gap))
  }

  @Test func `one thing after the other`() async throws {
    let script =
      "xrun@4300:100 gone@5000:1 suspend@7000:2 hidden@8000:100 broken@9000:1 short@10000:9"
    let outcome = try await listen(pause: 8, faults: script)
    let notices = [
      "overrun", "lost", "resumed", "suspended", "resumed", "overrun", "lost", "resumed",
    ]
    #expect(try outcome.notices == notices)
    try outcome.checkEvents()
  }

  @Test func `--exit-on-loss ends with 69`() async throws {
    let tape = try Tape(ListenRecording.silence(seconds: 1))
    let run = try ListenFaultTests.run(tape, "clock gone@500:99", ["--exit-on-loss"])
    #expect(await run.end() == 69)
    #expect(try run.statuses == ["listening", "lost", "stopped"])
    #expect(try run.errors.contains("No such device"))
  }

  @Test func `a device in use ends with 69 before anything is printed`() async throws {
    let run = try ListenFaultTests.run(Tape(ListenRecording.silence(seconds: 1)), "busy")
    #expect(await run.end() == 69)
    #expect(try run.lines.isEmpty)
    #expect(try run.errors.contains("tape: cannot open: Device or resource busy"))
  }
}
