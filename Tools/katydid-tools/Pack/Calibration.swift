import Katydid

/// Chooses for each layer how its weights are rounded, by what the network then does on given input: most
/// decisions as the network in float64 decides, then least difference of the outputs.
///
/// Rounding to nearest is best for input that nothing is known of; `CorrelationRounding` does better on
/// input like that of the calibration, the more so the less it expects of other input.
struct Calibration {
  /// What rounding for the input adds for input that it did not show, most trusting last.
  private static let shares = [0.3, 0.03, 0.003]

  let real: RealNetwork
  let input: NPYArray
  /// Of the network as it was trained.
  let float: OutputTrace

  /// - Throws: `Failure` if the parts of the network do not fit together.
  init(_ real: RealNetwork, input: NPYArray) throws(Failure) {
    try NetworkLimits.check(real)
    (self.real, self.input) = (real, input)
    float = OutputTrace(real, input: input)
  }

  /// How far a packed network does what the trained one does.
  ///
  /// - Parameter labels: The right output of each example, if that is known.
  func agreement(of model: LoadedModel, labels: [Int]?) throws(Failure) -> SpikeAgreement {
    var agreement = try SpikeAgreement.measure(real, packed: model, input: input)
    guard input.examples > 1 || labels != nil else { return agreement }
    let packed = try OutputTrace(
      model, canFire: real.layers[real.outputLayer].canFire, input: input)
    agreement.decisions = SpikeAgreement.Decisions(
      float: float.decisions, packed: packed.decisions, labels: labels)
    return agreement
  }

  /// How well a packed network does.
  private struct Score {
    var equalDecisions: Int
    var squaredDifference: Double

    static func < (left: Score, right: Score) -> Bool {
      (left.equalDecisions, -left.squaredDifference)
        < (right.equalDecisions, -right.squaredDifference)
    }
  }

  /// The quantiser to pack with, and what it does differently, for people.
  func choose(from quantiser: Quantiser) throws -> (quantiser: Quantiser, notes: [String]) {
    let first = try quantiser.quantise(real)
    let candidates = real.layers.indices.filter { index in
      first.layers[index].neuronsOnGrid < first.layers[index].neurons
        && real.projections.allSatisfy { $0.target != index || $0.convolution == nil }
    }
    let moments = InputMoments.measured(real, input: input, layers: candidates)
    var best = quantiser
    best.moments = [InputMoments?](repeating: nil, count: real.layers.count)
    guard !moments.isEmpty else { return (best, []) }
    let decisions = float.decisions
    var score = try self.score(of: first, decisions)
    var progress = ProgressBar("calibrating")
    var done = 0
    let count = moments.count
    for index in candidates {
      guard let moments = moments[index] else { continue }
      for share in Calibration.shares {
        var attempt = best
        attempt.moments[index] = moments.regularised(by: share)
        let attempted = try self.score(of: try attempt.quantise(real), decisions)
        if score < attempted { (best, score) = (attempt, attempted) }
        done += 1
        progress.update(Double(done) / Double(count * Calibration.shares.count))
      }
    }
    progress.finish()
    let changed = candidates.filter { best.moments[$0] != nil }.map { real.layers[$0].name }
    guard !changed.isEmpty else { return (best, []) }
    return (best, ["weights rounded for the calibration input: \(quoted(changed))"])
  }

  private func score(of packed: Quantiser.Result, _ decisions: [Int]) throws -> Score {
    let model = try LoadedModel(try BlobWriter.write(packed.network))
    let trace = try OutputTrace(
      model, canFire: real.layers[real.outputLayer].canFire, input: input)
    return Score(
      equalDecisions: zip(trace.decisions, decisions).count { $0 == $1 },
      squaredDifference: trace.squaredDifference(from: float))
  }
}
