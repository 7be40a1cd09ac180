import Foundation
import Testing

@testable import Katydid
@testable import katydid_tools

/// Which threshold and hold-off are taken, on counts and readouts made by hand.
@Suite struct TuneChoiceTests {
  /// A count for each threshold from 0.1 up.
  private func counts(
    hits: [Int], of positives: Int = 10, falseAlarmsPerHour: [Double]? = nil
  ) -> [TuneCounts] {
    hits.indices.map { index in
      TuneCounts(
        threshold: Double(index + 1) / 10, holdOffMilliseconds: 500, hits: hits[index],
        misses: positives - hits[index], falseAlarmsPerHour: falseAlarmsPerHour?[index])
    }
  }

  @Test func `the middle of those that are as good as the best`() {
    #expect(TuneChoice.threshold(among: counts(hits: [8, 9, 10, 10, 10, 7, 2]), limit: 1) == 3)
    // Of two in the middle the higher.
    #expect(TuneChoice.threshold(among: counts(hits: [8, 10, 10, 10, 10, 7]), limit: 1) == 3)
    #expect(TuneChoice.threshold(among: counts(hits: [3]), limit: 1) == 0)
    // Not across a gap; of two plateaus that with the higher thresholds.
    #expect(TuneChoice.threshold(among: counts(hits: [10, 10, 10, 9, 10, 8]), limit: 1) == 4)
    // One hit in a hundred is as good.
    let many = counts(hits: [395, 396, 400, 398, 397, 396, 390], of: 400)
    #expect(TuneChoice.threshold(among: many, limit: 1) == 3)
  }

  @Test func `only those within the limit`() {
    let counts = counts(
      hits: [10, 10, 10, 9, 8, 7], falseAlarmsPerHour: [90, 30, 2, 1, 0.5, 0])
    #expect(TuneChoice.threshold(among: counts, limit: 100) == 1)
    #expect(TuneChoice.threshold(among: counts, limit: 2) == 2)
    #expect(TuneChoice.threshold(among: counts, limit: 1) == 3)
    #expect(TuneChoice.threshold(among: counts, limit: 0) == 5)
  }

  @Test func `if none is within the limit, that with the fewest false alarms`() {
    let counts = counts(hits: [10, 9, 8, 5, 4], falseAlarmsPerHour: [90, 30, 12, 6, 6])
    #expect(TuneChoice.threshold(among: counts, limit: 1) == 3)
  }

  @Test func `one further event in fifty is calm`() {
    var counts = counts(hits: [40], of: 49)[0]
    #expect(TuneChoice.isCalm(counts))
    counts.furtherEvents = 1
    #expect(!TuneChoice.isCalm(counts))
    counts.misses += 1
    #expect(TuneChoice.isCalm(counts))
  }

  /// Tone model: class 0 is `low`, class 1 `high`, 2 `unknown`; a letter a tick of 20 ms.
  private func heard(_ ticks: String, word: Int?, sampleCount: Int = 0) -> TuneBench.Heard {
    var trace = ReadoutTrace(classCount: 3, tickSamples: 320)
    for letter in ticks {
      for candidate in "lhu" { trace.readout.append(candidate == letter ? 1 << 24 : 0) }
    }
    return TuneBench.Heard(trace: trace, word: word, sampleCount: sampleCount)
  }

  @Test func `counts, and the shortest hold-off without further events`() throws {
    let folder = try TemporaryFolder()
    try writeToneModel(to: folder.path("tones.kat"))
    let model = try LoadedModel(path: folder.path("tones.kat"))
    let quiet = String(repeating: "u", count: 10)
    let bench = TuneBench(
      model, try EventClasses(model),
      heard: [
        heard(quiet + "llll" + quiet, word: 0),
        // Again after 0.44 s, and the other word after 0.62 s.
        heard(quiet + "l" + String(repeating: "u", count: 21) + "luuuuuuuuhuu", word: 0),
        heard(quiet + "lluhh" + quiet, word: 1),
        heard(quiet, word: 1),
        // Half an hour in which next to nothing happens.
        heard(quiet + "l" + quiet, word: nil, sampleCount: 900 * 16_000),
        heard(quiet + "huuuuh", word: nil, sampleCount: 900 * 16_000),
      ])
    var own = try model.hearing.decision.settings
    let counts = try bench.counts([own])[0]
    #expect(counts.hits == 2 && counts.wrongWords == 1 && counts.misses == 1)
    #expect(counts.furtherEvents == 3 && counts.falseAlarms == 3 && counts.positives == 4)
    #expect(abs(try #require(counts.falseAlarmsPerHour) - 6) < 0.01)

    let tuning = try Tuning(bench, own: own, limit: 6)
    #expect(tuning.before == counts)
    #expect(tuning.after.holdOffMilliseconds == 700 && tuning.after.furtherEvents == 0)
    #expect(tuning.after.falseAlarms == 2 && tuning.after.hits == 2)
    #expect(tuning.curve.count == 16 && tuning.curve.contains(tuning.after))
    #expect(tuning.threshold == DecisionSettings.threshold(tuning.after.threshold))
    own.holdOffMilliseconds = 300
    #expect(try bench.counts([own])[0].furtherEvents == 1)
  }
}
