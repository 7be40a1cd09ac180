/// The real value of one weight step of a neuron, and where it comes from.
struct WeightScale {
  enum Origin {
    /// A grid of the whole layer's weights: nothing is lost.
    case layerGrid
    /// A grid of the weights of this neuron, or of its channel: nothing is lost.
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

  /// The weight in steps, -127...127.
  func quantised(_ weight: Double) -> Int8 {
    guard step > 0 else { return 0 }
    return Int8(min(max((weight / step).rounded(), -127), 127))
  }

  func clips(_ weight: Double) -> Bool { step > 0 && abs(weight) > 127.5 * step }

  /// The scales of a layer's neurons: a grid of the layer, else a grid of the group of neurons that
  /// shares a step, else a search.
  static func scales(
    of weights: IncomingWeights, folded: FoldedLayer
  ) throws(Failure) -> [WeightScale] {
    let layerStep = Grid.step(of: weights.values[...])
    var scales: [WeightScale] = []
    scales.reserveCapacity(weights.neurons)
    for group in 0..<weights.groups {
      let neurons = group * weights.neuronsPerGroup..<(group + 1) * weights.neuronsPerGroup
      let row = weights.row(group)
      let gains = neurons.map { folded.weightGain[$0] }
      guard row.contains(where: { $0 != 0 }), gains.contains(where: { $0 != 0 }) else {
        scales += neurons.map { WeightScale.withoutWeights(folded.largestMagnitude($0)) }
        continue
      }
      guard gains.allSatisfy({ $0 > 0 }) || gains.allSatisfy({ $0 < 0 }) else {
        throw Failure(
          .badData,
          "layer '\(folded.layer.name)': neurons \(neurons.lowerBound) to \(neurons.upperBound - 1) "
            + "share the kernel of a convolution, but not the sign of their gain",
          remedy: "give the neurons of a channel gains above 0")
      }
      let (step, origin): (Double, Origin) =
        if let layerStep {
          (layerStep, .layerGrid)
        } else if let step = Grid.step(of: row) {
          (step, .neuronGrid)
        } else {
          (ScaleSearch.step(of: row) ?? 1, .search)
        }
      scales += gains.map { WeightScale(step: step, foldedStep: step * abs($0), origin: origin) }
    }
    return scales
  }

  /// Of a neuron without weights, by its largest other parameter.
  private static func withoutWeights(_ largest: Double) -> WeightScale {
    WeightScale(step: 0, foldedStep: largest > 0 ? largest / 127 : 1, origin: .noWeights)
  }
}
