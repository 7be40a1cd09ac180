import Katydid

/// The settings that suit a user's recordings best.
struct Tuning {
  /// With the model's own settings.
  let before: TuneCounts
  /// With those that were chosen.
  let after: TuneCounts
  /// With the hold-off that was chosen, for each threshold.
  let curve: [TuneCounts]
  /// The chosen threshold, Q15.
  let threshold: Int32

  /// Chooses the shortest hold-off that is long enough with the threshold chosen for it, else the one with the fewest further events.
  ///
  /// - Parameters:
  ///   - own: The model's.
  ///   - limit: Most false alarms an hour.
  /// - Throws: `Failure` for a model without a decision.
  init(_ bench: TuneBench, own: DecisionSettings, limit: Double) throws(Failure) {
    before = try bench.counts([own])[0]
    var best: (curve: [TuneCounts], choice: Int)?
    for holdOff in TuneChoice.holdOffsMilliseconds {
      var settings = own
      settings.holdOffMilliseconds = holdOff
      let curve = try bench.counts(settings.at(thresholds: TuneChoice.thresholds))
      let choice = TuneChoice.threshold(among: curve, limit: limit)
      if let best, best.curve[best.choice].furtherEvents <= curve[choice].furtherEvents { continue }
      best = (curve, choice)
      if TuneChoice.isCalm(curve[choice]) { break }
    }
    let (curve, choice) = best ?? ([before], 0)
    self.curve = curve
    after = curve[choice]
    threshold = TuneChoice.thresholds[choice]
  }
}
