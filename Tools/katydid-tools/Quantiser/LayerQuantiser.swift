import Katydid

/// Turns one layer and the weights that end on it into integers.
struct LayerQuantiser {
  let folded: FoldedLayer
  let weights: IncomingWeights
  private(set) var scales: [WeightScale]
  /// Weights in steps of the neurons that were not rounded to nearest.
  private var chosenSteps: [Int: [Int8]] = [:]
  private(set) var fractionBits: Int
  /// What people should know about the outcome.
  private(set) var notes: [String] = []

  private var layer: RealLayer { folded.layer }

  /// - Parameter moments: Of what comes into the neurons, if their weights are to be rounded for it.
  init(
    _ network: RealNetwork, layer index: Int, moments: InputMoments? = nil
  ) throws(Failure) {
    folded = try FoldedLayer(network.layers[index])
    weights = try IncomingWeights(of: network, layer: index)
    scales = try WeightScale.scales(of: weights, folded: folded)
    if let moments, weights.neuronsPerGroup == 1, moments.size == weights.rowLength {
      for neuron in scales.indices where scales[neuron].origin == .search {
        let (step, steps) = CorrelationRounding.round(weights.row(neuron), moments)
        scales[neuron].step = step
        scales[neuron].foldedStep = step * abs(folded.weightGain[neuron])
        chosenSteps[neuron] = steps
      }
    }
    let inSteps = (0..<weights.neurons).map { [folded, scales] in
      folded.largestMagnitude($0) / scales[$0].foldedStep
    }
    fractionBits = FractionBits.choose(
      sums: (0..<weights.groups).map { [weights, scales] group in
        let step = scales[group * weights.neuronsPerGroup].step
        guard step > 0 else { return 0 }
        return weights.largestSum(ofGroup: group) { min((abs($0) / step).rounded(), 127) }
      },
      parameters: inSteps, isGrid: scales.map(\.origin.isGrid))
    for group in 0..<weights.groups { coarsen(group, parameters: inSteps) }
  }

  /// Makes the step of a group of neurons coarser if the parameters of one do not fit otherwise.
  private mutating func coarsen(_ group: Int, parameters: [Double]) {
    let neurons = group * weights.neuronsPerGroup..<(group + 1) * weights.neuronsPerGroup
    let factors = neurons.map {
      FractionBits.coarsening(parameter: parameters[$0], bits: fractionBits)
    }
    guard let factor = factors.max(), factor > 1 else { return }
    let cause = neurons.lowerBound + (factors.firstIndex(of: factor) ?? 0)
    let lostGrid = scales[cause].origin.isGrid
    chosenSteps[group] = nil
    for neuron in neurons {
      scales[neuron].step *= factor
      scales[neuron].foldedStep *= factor
      if scales[neuron].origin.isGrid { scales[neuron].origin = .search }
    }
    guard lostGrid else { return }
    notes.append(
      "layer '\(layer.name)': neuron \(cause) loses the grid of its weights: its threshold or bias "
        + "is too large in steps of them")
  }

  /// All weights of a group of neurons in steps, before the sign of their gain.
  func steps(ofGroup group: Int) -> [Int8] {
    let scale = scales[group * weights.neuronsPerGroup]
    return chosenSteps[group] ?? weights.row(group).map { scale.quantised($0) }
  }

  /// The weights of one projection, in the order in which it has them.
  func quantisedWeights(of projection: RealProjection, firstColumn: Int) -> [Int8] {
    let perGroup = projection.weights.count / weights.groups
    // Of a convolution all neurons of the group have the same, else each has its own.
    let isShared = projection.convolution != nil
    let perNeuron = isShared ? perGroup : perGroup / weights.neuronsPerGroup
    var result: [Int8] = []
    result.reserveCapacity(projection.weights.count)
    for group in 0..<weights.groups {
      for (index, steps) in steps(ofGroup: group)[firstColumn..<firstColumn + perGroup].enumerated() {
        let neuron = group * weights.neuronsPerGroup + index / perNeuron
        result.append(folded.weightGain[neuron] < 0 ? -steps : steps)
      }
    }
    return result
  }

  /// The layer of the blob.
  /// - Throws: `Failure` that names the layer, the parameter and the neuron of what is out of range.
  func integerLayer() throws(Failure) -> IntegerLayer {
    let counts = layer.kind.spikes ? 1...255 : 0...0
    guard counts.contains(layer.largestCount) else {
      throw Failure(
        .badData,
        "layer '\(layer.name)': \(layer.largestCount) spikes a tick are not within \(counts)")
    }
    guard layer.reset != .subtractAdaptive || layer.kind == .alif else {
      throw Failure(.badData, "layer '\(layer.name)': only ALIF can subtract its adaptation")
    }
    let spikes = layer.kind.spikes
    return IntegerLayer(
      name: layer.name, kind: layer.kind, count: layer.count,
      reset: spikes ? layer.reset : .toValue,
      comparison: spikes ? layer.comparison : .greater, fractionBits: fractionBits,
      largestCount: layer.largestCount,
      parameters: try parameters(), holdsInRefractory: hasRefractory && layer.holdsInRefractory)
  }

  private var hasRefractory: Bool {
    layer.kind.spikes && layer.refractoryTicks?.contains { $0 != 0 } == true
  }

  private func parameters() throws(Failure) -> [Parameter: [Int32]] {
    var parameters: [Parameter: [Int32]] = [:]
    let units = scales.map { $0.foldedStep / Double(1 << fractionBits) }
    parameters[.unit] = try each(.unit, units) { unit, _ in
      let bits = Float(unit)
      return bits > 0 && bits.isFinite ? Int32(bitPattern: bits.bitPattern) : nil
    }
    for (parameter, values) in folded.potentials {
      parameters[parameter] = try each(parameter, values) { value, neuron in
        parameter == .threshold
          ? Rounding.threshold(value / units[neuron], layer.comparison)
          : Rounding.units(value / units[neuron])
      }
    }
    if layer.kind.spikes && !layer.canFire {
      parameters[.threshold] = [Int32](repeating: maximumState, count: layer.count)
    }
    let leaks: [(Parameter, [Double]?)] = [
      (.leak, layer.leak), (.currentLeak, layer.currentLeak),
      (.adaptationLeak, layer.adaptationLeak),
    ]
    for (parameter, values) in leaks
    where parameter.isPresent(in: layer.kind, flags: LayerFlags(rawValue: 0)) {
      parameters[parameter] = try each(parameter, values ?? []) { value, _ in Rounding.q31(value) }
    }
    if let coupling = folded.coupling {
      let pairs = coupling.map { Rounding.coupling($0) }
      parameters[.couplingMantissa] = try each(.couplingMantissa, coupling) { pairs[$1]?.mantissa }
      parameters[.couplingShift] = try each(.couplingShift, coupling) { pairs[$1]?.shift }
    }
    if hasRefractory, let ticks = layer.refractoryTicks {
      parameters[.refractoryPeriod] = try each(.refractoryPeriod, ticks.map(Double.init)) {
        value, _ in
        Int32(exactly: value)
      }
    }
    return parameters
  }

  /// One integer for each neuron; what has none, or is out of the parameter's range, is an error.
  private func each(
    _ parameter: Parameter, _ values: [Double], _ convert: (Double, Int) -> Int32?
  ) throws(Failure) -> [Int32] {
    guard values.count == layer.count else {
      throw Failure(
        .badData,
        "layer '\(layer.name)': \(parameter): not one value for each of \(layer.count) neurons")
    }
    let range = parameter.range(largestCount: layer.largestCount)
    var result: [Int32] = []
    for (neuron, value) in values.enumerated() {
      guard let integer = convert(value, neuron), range.contains(integer) else {
        throw Failure(
          .badData,
          "layer '\(layer.name)': \(parameter.title) \(value) of neuron \(neuron) is out of range",
          remedy: parameter.permitted)
      }
      result.append(integer)
    }
    return result
  }
}
