#if KATYDID_IS_IMPORTED
  @testable import Katydid
#endif

/// A decision on a readout that was drawn, tick by tick, against the golden records.
enum DecisionCheck {
  /// Runs the case twice: after a reset everything must be as fresh.
  static func run(_ records: inout GoldenRecords) throws(GoldenFault) {
    let bytes = try records.read("section").sectionBytes()
    let hopMilliseconds = 1_000 * FrontEnd.hopSamples / FrontEnd.sampleRateHz
    let hopsPerTick = try records.read("tick").single() / hopMilliseconds
    let section = try accepted { () throws(ModelError) in
      try DecisionSection(validating: bytes.bytes)
    }
    let arena = Memory(zeros: section.arenaBytes)
    var decision = try accepted { () throws(ModelError) in
      try Decision(section, hopsPerTick: hopsPerTick, arena: arena.buffer)
    }
    for _ in 0..<2 {
      try compare(&decision, classes: section.classCount, with: &records)
      decision.clear()
    }
  }

  private static func compare(
    _ decision: inout Decision, classes: Int, with records: inout GoldenRecords
  ) throws(GoldenFault) {
    let potentials = try records.read("potentials").elements(as: Int32.self)
    var logits = Expectation(try records.read("logits"))
    var smooth = Expectation(try records.read("smooth"))
    var scores = Expectation(try records.read("scores"))
    var events = Expectation(try records.read("events"))
    var current = try records.readCurrent(ofDecisionWith: decision.restClass)
    for tick in 0..<potentials.count / classes {
      let row = tick * classes..<(tick + 1) * classes
      let event = potentials.withUnsafeBufferPointer {
        decision.update(
          readout: UnsafeBufferPointer(rebasing: $0[row]), timeSamples: UInt64(tick))
      }
      for index in 0..<classes {
        try logits.take(Int64(decision.logit(ofClass: index)))
        try smooth.take(Int64(decision.smoothed[index]))
        try scores.take(Int64(decision.score(ofClass: index)))
      }
      if let index = decision.currentClass { try current?.take(Int64(index)) }
      guard let event else { continue }
      try events.take(Int64(event.timeSamples))
      try events.take(Int64(event.classIndex))
      try events.take(Int64(event.score))
    }
    for each in [logits, smooth, scores, events] { try each.finish() }
    try current?.finish()
  }
}

extension GoldenRecords {
  /// The current class after every tick, of which there is a record if and only if the decision tracks.
  mutating func readCurrent(
    ofDecisionWith restClass: Int?
  ) throws(GoldenFault) -> Expectation? {
    restClass == nil ? nil : Expectation(try read("current"))
  }
}
