import Foundation
import Testing

@testable import Katydid
@testable import katydid_tools

/// What counts as what, on recordings and events made by hand.
@Suite struct StreamTallyTests {
  private let folder: TemporaryFolder
  private let classes: EventClasses

  init() throws {
    folder = try TemporaryFolder()
    try writeToneModel(to: folder.path("tones.kat"))
    classes = try EventClasses(try LoadedModel(path: folder.path("tones.kat")))
  }

  private func clip(_ label: String, from start: Int, to end: Int) -> StreamPlan.Placed {
    let clip = Manifest.Clip(file: "x.wav", path: "x.wav", label: label, line: 2, index: 0)
    return StreamPlan.Placed(clip: clip, start: start, end: end)
  }

  /// Class 0 is `low`, class 1 is `high`.
  private func event(_ classIndex: Int, at time: UInt64) -> Event {
    Event(classIndex: classIndex, score: 30_000, timeSamples: time)
  }

  @Test func `first events, further events, events outside`() throws {
    let clips = [
      clip("low", from: 20_000, to: 36_000), clip("high", from: 60_000, to: 76_000),
      clip("bird", from: 100_000, to: 116_000), clip("low", from: 140_000, to: 156_000),
      clip("unknown", from: 180_000, to: 196_000),
    ]
    let events = [
      (0, 19_999), (0, 20_000), (0, 30_000), (1, 44_000), (0, 44_001),
      (0, 60_100), (1, 60_200), (0, 60_300),
      (1, 110_000), (1, 120_000), (0, 124_000),
      (1, 200_000), (1, 400_000),
    ].map { event($0.0, at: $0.1) }
    var tally = StreamTally(classes)
    let verdicts = tally.add(events, of: clips)
    #expect(
      verdicts == [
        .falseAlarm, .hit, .repetition, .falseAlarm, .falseAlarm,
        .wrongWord, .falseAlarm, .repetition,
        .otherWord, .repetition, .falseAlarm,
        .otherWord, .falseAlarm,
      ])
    #expect(tally.words == 3 && tally.hits == 1 && tally.wrongWords == 1 && tally.misses == 1)
    #expect(tally.clipsOfWord == [2, 1] && tally.hitsOfWord == [1, 0])
    #expect(tally.otherClips == 2 && tally.othersReported == 2 && tally.repeats == 3)
    #expect(tally.falseAlarms == 6 && tally.falseAlarmsBetweenWords == 3)
    #expect(tally.latenciesSamples == [0])
  }

  @Test func `a recording without events, and events without clips`() throws {
    var tally = StreamTally(classes)
    #expect(tally.add([], of: [clip("low", from: 20_000, to: 36_000)]) == [])
    #expect(tally.add([event(0, at: 20_000)], of: []) == [.falseAlarm])
    #expect(tally.words == 1 && tally.misses == 1 && tally.falseAlarmsBetweenWords == 1)
    #expect(tally.latencySeconds(quantile: 0.5) == nil)
  }

  @Test func `quantiles lie between the hits in proportion`() throws {
    var tally = StreamTally(classes)
    for latency in [16_000, 1_600, 8_000, 4_800] {
      tally.add(
        [event(0, at: UInt64(20_000 + latency))], of: [clip("low", from: 20_000, to: 36_000)])
    }
    #expect(tally.latencySeconds(quantile: 0) == 0.1)
    #expect(tally.latencySeconds(quantile: 0.5) == 0.4)
    #expect(tally.latencySeconds(quantile: 0.9) == 0.85)
    #expect(tally.latencySeconds(quantile: 1) == 1)
  }
}
