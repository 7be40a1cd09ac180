import Katydid

/// One layer in float64: the equations of `Numbers.md`, "One tick of a layer", before anything is folded or rounded.
struct FloatLayer {
  let layer: RealLayer
  private(set) var potential: [Double]
  private var current: [Double]
  private var adaptation: [Double]
  private var refractory: [Int]
  /// Spikes of each neuron in the last tick.
  private(set) var counts: [Int]

  init(_ layer: RealLayer) {
    self.layer = layer
    potential = Array(repeating: 0, count: layer.count)
    current = potential
    adaptation = potential
    refractory = Array(repeating: 0, count: layer.count)
    counts = refractory
  }

  /// One tick.
  /// - Parameter sums: `W x` of each neuron, over all its inputs.
  mutating func step(_ sums: [Double]) {
    for neuron in 0..<layer.count {
      integrate(neuron, sums[neuron])
      if layer.kind.spikes { fire(neuron) }
      if let lowerBound = layer.lowerBound?[neuron] {
        potential[neuron] = max(potential[neuron], lowerBound)
      }
    }
  }

  private mutating func fire(_ neuron: Int) {
    let adaptive =
      switch layer.kind {
      case .alif: at(layer.adaptationStrength, neuron) * adaptation[neuron]
      case .raisedLIF: adaptation[neuron]
      default: 0.0
      }
    let count = spikeCount(neuron, threshold: at(layer.threshold, neuron) + adaptive)
    counts[neuron] = count
    if count > 0 { reset(neuron, count: Double(count), adaptive: adaptive) }
    adapt(neuron, count: Double(count))
  }

  private mutating func integrate(_ neuron: Int, _ sum: Double) {
    let input = sum + layer.bias[neuron]
    let gain = layer.gain[neuron]
    let constant = layer.constant[neuron]
    let leak = layer.kind == .integrateAndFire ? 1 : at(layer.leak, neuron)
    if layer.kind == .cubaLIF {
      current[neuron] =
        at(layer.currentLeak, neuron) * current[neuron] + at(layer.currentGain, neuron) * input
    }
    if layer.holdsInRefractory && refractory[neuron] > 0 { return }
    switch layer.kind {
    case .cubaLIF:
      potential[neuron] = leak * potential[neuron] + gain * current[neuron] + constant
    case .adLIF:
      potential[neuron] = leak * potential[neuron] + gain * (input - adaptation[neuron]) + constant
    case .lif, .alif, .integrateAndFire, .leakyIntegrator, .raisedLIF:
      potential[neuron] = leak * potential[neuron] + gain * input + constant
    }
  }

  private mutating func spikeCount(_ neuron: Int, threshold: Double) -> Int {
    guard refractory[neuron] == 0 else {
      refractory[neuron] -= 1
      return 0
    }
    let potential = potential[neuron]
    let isGreater = layer.comparison == .greater
    guard isGreater ? potential > threshold : potential >= threshold else { return 0 }
    refractory[neuron] = layer.refractoryTicks?[neuron] ?? 0
    guard layer.largestCount > 1, threshold > 0 else { return layer.largestCount }
    let ratio = potential / threshold
    let count = isGreater ? ratio.rounded(.up) - 1 : ratio.rounded(.down)
    return Int(min(max(count, 1), Double(layer.largestCount)))
  }

  private mutating func reset(_ neuron: Int, count: Double, adaptive: Double) {
    let amount = at(layer.resetValue, neuron)
    switch layer.reset {
    case .toValue: potential[neuron] = amount
    case .subtract: potential[neuron] -= count * amount
    case .subtractAdaptive: potential[neuron] -= count * (amount + adaptive)
    }
  }

  private mutating func adapt(_ neuron: Int, count: Double) {
    let leak = at(layer.adaptationLeak, neuron)
    switch layer.kind {
    case .alif:
      adaptation[neuron] = leak * adaptation[neuron] + (1 - leak) * count
    case .adLIF:
      let drive =
        at(layer.couplingPotential, neuron) * potential[neuron]
        + at(layer.couplingSpike, neuron) * count
      adaptation[neuron] = leak * adaptation[neuron] + (1 - leak) * drive
    case .raisedLIF:
      let threshold = at(layer.threshold, neuron)
      let isAbove =
        layer.comparison == .greater
        ? potential[neuron] > threshold : potential[neuron] >= threshold
      adaptation[neuron] = isAbove ? threshold : 0
    case .lif, .cubaLIF, .integrateAndFire, .leakyIntegrator: break
    }
  }

  /// A parameter that the kind may not have.
  private func at(_ values: [Double]?, _ neuron: Int) -> Double { values?[neuron] ?? 0 }
}
