import Foundation
import Testing

@testable import Katydid

/// What the settings of a decision promise; `GoldenTests` has it against the Python reference.
struct DecisionTests {
  @Test func consecutiveMeansConsecutive() throws {
    var bench = try Bench(consecutiveTicks: 3, holdOffMilliseconds: 0)
    // Two in a row, a gap, two in a row: nothing. Three in a row: one event, however long it goes on.
    #expect(bench.run("aa.aa.aa") == [])
    #expect(bench.run("aaaaaaaaaa") == [2])
    #expect(bench.run("aabbaabb") == [])
    #expect(bench.run("aaabbb") == [2, 5])
  }

  @Test func holdOffHolds() throws {
    var bench = try Bench(consecutiveTicks: 1, holdOffMilliseconds: 60)
    #expect(bench.run("ab.bbb") == [0, 4])
    #expect(bench.run("abbbb") == [0, 4])
    #expect(bench.run("a...b") == [0, 4])
    #expect(bench.run("a..b.b") == [0, 5])
  }

  @Test func aClassThatIsNeverAnEventEndsARun() throws {
    var bench = try Bench(consecutiveTicks: 2, holdOffMilliseconds: 0)
    #expect(bench.run("auaua") == [])
    #expect(bench.run("uuuuu") == [])
  }

  @Test func trackingNamesChangesAndRestAmongThem() throws {
    var bench = try Bench(consecutiveTicks: 1, holdOffMilliseconds: 0, tracks: true)
    // At rest from the start; what stays, or is unclear, is no news.
    #expect(bench.run("rr.aa.abb.brr") == [3, 7, 11])
    #expect(bench.decision.currentClass == 3)
    #expect(bench.run("auuuua") == [0])
    #expect(bench.decision.currentClass == 0 && bench.decision.restClass == 3)
    bench.decision.clear()
    #expect(bench.decision.currentClass == 3)
  }

  @Test func trackingCountsAndWaitsAsSpottingDoes() throws {
    var bench = try Bench(consecutiveTicks: 2, holdOffMilliseconds: 60, tracks: true)
    #expect(bench.run("aababab") == [1])
    #expect(bench.run("aabbbbb") == [1, 5])
    #expect(bench.run("aabbaa.") == [1])
  }

  @Test func restHasTicksOfItsOwn() throws {
    var late = try Bench(consecutiveTicks: 2, restTicks: 3, holdOffMilliseconds: 0, tracks: true)
    #expect(late.run("aarrarrrbaar.rrr") == [1, 7, 10, 15])
    #expect(late.run("bb") == [1])
    var early = try Bench(consecutiveTicks: 2, restTicks: 1, holdOffMilliseconds: 0, tracks: true)
    #expect(early.run("aarrarrrbaar.rrr") == [1, 2, 10, 11])
    early.decision.settings.restTicks = 3
    #expect(early.run("aarrarrrbaar.rrr") == [1, 7, 10, 15])
  }

  @Test func memoryIsAsThePageSays() {
    #expect(Decision.arenaBytes(classCount: 16) == 272 + 2 * 64)
    #expect(Decision.arenaBytes(classCount: 5) == 272 + 2 * 32)
  }

  @Test func exponentialIsWithinItsError() throws {
    let memory = AlignedBytes(zeros: Exponential.arenaBytes)
    var arena = try Arena(memory.buffer, required: Exponential.arenaBytes)
    let exponential = Exponential(in: &arena)
    #expect(exponential.q15(0) == 32_768)
    #expect(exponential.q15(-16 * 1024) == 0)
    #expect(exponential.q15(-65_535) == 0)
    for x in -1_024...0 {
      let error = Double(exponential.q15(Int32(x))) / 32_768 - exp2(Double(x) / 1_024)
      #expect(abs(error) < 1.0 / 16_384, "\(x)")
    }
  }
}

/// A decision over four classes: `a`, `b`, `u`, which is never an event, and `r`, which is rest if it tracks; 20 ms ticks, no smoothing.
private struct Bench {
  let bytes: AlignedBytes
  let memory: AlignedBytes
  var decision: Decision

  /// `restTicks` are as many as the consecutive ones unless stated.
  init(
    consecutiveTicks: UInt8, restTicks: UInt8? = nil, holdOffMilliseconds: UInt8,
    tracks: Bool = false
  ) throws {
    var section: [UInt8] = [4, 0, 0, 0, holdOffMilliseconds, 0, 0, 64, consecutiveTicks, 0]
    section += [tracks ? 1 : 0, 0, tracks ? restTicks ?? consecutiveTicks : 0, 0, 0, 0]
    for flags: UInt8 in [0, 0, 1, tracks ? 2 : 0] { section += [0, 0, 0, 64, 30, flags, 0, 0] }
    bytes = AlignedBytes(section)
    let parsed = try DecisionSection(validating: bytes.readOnly)
    memory = AlignedBytes(zeros: parsed.arenaBytes)
    var arena = try Arena(memory.buffer, required: parsed.arenaBytes)
    decision = Decision(parsed, hopsPerTick: 2, in: &arena)
  }

  /// The ticks at which there is an event, from a fresh state; `.` is a tick in which no class stands out.
  mutating func run(_ ticks: String) -> [Int] {
    decision.clear()
    var events: [Int] = []
    for (tick, letter) in ticks.enumerated() {
      let readout = "abur".map { $0 == letter ? Int32(10_240) : 0 }
      if let event = readout.withUnsafeBufferPointer({
        decision.update(readout: $0.baseAddress!, timeSamples: UInt64(tick))
      }) {
        events.append(Int(event.timeSamples))
      }
    }
    return events
  }
}
