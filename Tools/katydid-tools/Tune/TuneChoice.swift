import Katydid

/// Which of the settings that were tried to take.
enum TuneChoice {
  /// Thresholds to try, Q15: those of a curve, and two more for those who want very few false alarms.
  static let thresholds =
    DecisionSettings.curveThresholds + [0.97, 0.99].map(DecisionSettings.threshold)
  /// Hold-offs to try.
  static let holdOffsMilliseconds = Array(stride(from: 300, through: 1_500, by: 100))

  /// The threshold among the counts of one hold-off.
  ///
  /// Of those within the limit, the one with the most hits. With few recordings many are as good: those next to it with at
  /// most one hit in a hundred recordings less count as good, and the one in their middle is taken, the higher of two. That is
  /// as far as can be from missed words on the one side and from false alarms on the other.
  ///
  /// - Parameters:
  ///   - counts: By rising threshold, not empty.
  ///   - limit: Most false alarms an hour. If no threshold is within it, those with the fewest are taken for within.
  /// - Returns: Its index.
  static func threshold(among counts: [TuneCounts], limit: Double) -> Int {
    let fewest = counts.compactMap(\.falseAlarmsPerHour).min() ?? 0
    let limit = max(limit, fewest)
    let isWithin = counts.map { ($0.falseAlarmsPerHour ?? 0) <= limit }
    let mostHits = counts.indices.map { isWithin[$0] ? counts[$0].hits : -1 }.max() ?? 0
    let isGood = counts.indices.map {
      isWithin[$0] && counts[$0].hits >= mostHits - counts[$0].positives / 100
    }
    guard var first = counts.indices.last(where: { isGood[$0] && counts[$0].hits == mostHits })
    else { return 0 }
    var last = first
    while first > 0, isGood[first - 1] { first -= 1 }
    while last + 1 < counts.count, isGood[last + 1] { last += 1 }
    return (first + last + 1) / 2
  }

  /// Whether a hold-off is long enough: at most one recording of a word in fifty has a further event.
  static func isCalm(_ counts: TuneCounts) -> Bool {
    counts.furtherEvents <= counts.positives / 50
  }
}
