/// The real value of one weight step of a neuron, and where it comes from.
struct WeightScale {
  enum Origin {
    /// A grid of the whole layer's weights: nothing is lost.
    case layerGrid
    /// A grid of this neuron's weights: nothing is lost.
    case neuronGrid
    /// The step of least squared error.
    case search
    /// No weight: the step serves the other parameters.
    case noWeights

    var isGrid: Bool { self == .layerGrid || self == .neuronGrid }
  }

  /// Step of the weights as the file has them. For a neuron without weights 0.
  var step: Double
  /// Step of the weights times their gain: what the unit of the neuron is made of.
  var foldedStep: Double
  var origin: Origin

  /// The weight in steps, -127...127, with the sign of its gain.
  func quantised(_ weight: Double, gain: Double) -> Int8 {
    guard step > 0 else { return 0 }
    let steps = min(max((weight / step).rounded(), -127), 127)
    return Int8(gain < 0 ? -steps : steps)
  }

  func clips(_ weight: Double) -> Bool { step > 0 && abs(weight) > 127.5 * step }

  /// The scales of a layer's neurons: a grid of the layer, else a grid of the neuron, else a search.
  static func scales(of weights: IncomingWeights, folded: FoldedLayer) -> [WeightScale] {
    let layerStep = Grid.step(of: weights.values[...])
    return (0..<weights.neurons).map { neuron in
      let row = weights.row(neuron)
      let gain = abs(folded.weightGain[neuron])
      guard gain > 0, row.contains(where: { $0 != 0 }) else {
        let largest = folded.largestMagnitude(neuron)
        return WeightScale(
          step: 0, foldedStep: largest > 0 ? largest / 127 : 1, origin: .noWeights)
      }
      if let layerStep {
        return WeightScale(step: layerStep, foldedStep: layerStep * gain, origin: .layerGrid)
      }
      if let step = Grid.step(of: row) {
        return WeightScale(step: step, foldedStep: step * gain, origin: .neuronGrid)
      }
      let step = ScaleSearch.step(of: row) ?? 1
      return WeightScale(step: step, foldedStep: step * gain, origin: .search)
    }
  }
}
