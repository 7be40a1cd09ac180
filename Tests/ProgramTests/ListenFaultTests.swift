import Foundation
import TestSupport
import Testing

/// What a cheap microphone does to `listen` while it stays there: overruns, suspension, odd reads.
@Suite(.serialized) struct ListenFaultTests {
  @Test func `nothing happens without a fault`() async throws {
    let outcome = try await FaultyMicrophone.listen(pause: 0.5, faults: "")
    #expect(outcome.status == 0)
    #expect(try outcome.notices.isEmpty)
    try outcome.checkEvents()
    let stopped = try #require(try outcome.run.first("stopped"))
    #expect(stopped.members["events"] as? Int == 4 && stopped.members["overruns"] as? Int == 0)
    #expect(stopped.members["lost"] as? Double == 0)
  }

  /// The second one waits in vain: POLLERR is missed, and only the state tells.
  @Test(arguments: ["xrun", "hidden"])
  func `an overrun is counted and its gap measured`(kind: String) async throws {
    let outcome = try await FaultyMicrophone.listen(pause: 2, faults: "\(kind)@4500:400")
    #expect(try outcome.notices == ["overrun"])
    try outcome.checkEvents()
    let overrun = try #require(try outcome.run.first("overrun"))
    #expect(overrun.members["count"] as? Int == 1)
    let lost = try #require(overrun.members["lost"] as? Double)
    #expect((0.35...0.9).contains(lost))
    #expect(abs(overrun.time - 4.5) <= FaultyMicrophone.tolerance)
    let stopped = try #require(try outcome.run.first("stopped"))
    #expect(stopped.members["overruns"] as? Int == 1 && stopped.members["lost"] as? Double == lost)
    let errors = try outcome.run.errors
    #expect(errors.contains("overrun: ") && errors.contains("\(kind) 1"))
  }

  @Test func `every one of many overruns is counted`() async throws {
    let script = (0..<8).map { "xrun@\(4_300 + 300 * $0):\(40 + 10 * $0)" }
    let outcome = try await FaultyMicrophone.listen(pause: 3, faults: script.joined(separator: " "))
    #expect(try outcome.notices == Array(repeating: "overrun", count: 8))
    try outcome.checkEvents()
    let counts = try outcome.run.lines.compactMap { $0.members["count"] as? Int }
    #expect(counts == Array(1...8))
  }

  /// It resumes at the third attempt; or it cannot and is prepared.
  @Test(arguments: ["suspend@4500:3", "suspend@4500:0"])
  func `after a suspension it goes on`(script: String) async throws {
    let outcome = try await FaultyMicrophone.listen(pause: 2, faults: script)
    #expect(try outcome.notices == ["suspended", "resumed"])
    try outcome.checkEvents()
    #expect(try outcome.run.errors.contains("suspended: "))
    #expect(try outcome.run.errors.contains("suspend 1"))
    if script.hasSuffix("3") {
      let gap = try outcome.run.first("resumed")?.members["gap"] as? Double
      #expect((0.2...0.6).contains(try #require(gap)))
    }
  }

  @Test func `samples that are not there when it says so are waited for`() async throws {
    let outcome = try await FaultyMicrophone.listen(
      pause: 2, faults: "again@4500:350 again@5200:350")
    #expect(try outcome.notices.isEmpty)
    try outcome.checkEvents()
    #expect(try outcome.run.errors.contains("again 2"))
  }

  @Test(arguments: [1, 7, 333])
  func `short reads lose nothing`(frames: Int) async throws {
    let outcome = try await FaultyMicrophone.listen(pause: 1, faults: "short@0:\(frames)")
    #expect(try outcome.notices.isEmpty)
    try outcome.checkEvents()
  }
}
