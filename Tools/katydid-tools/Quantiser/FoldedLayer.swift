import Katydid

/// A layer's parameters with its gains folded in (`Numbers.md`, "From the real-valued equations to integers").
///
/// Everything here but the gain of the weights, the leaks and the coupling is a membrane potential in the
/// network's own real unit.
struct FoldedLayer {
  let layer: RealLayer
  /// Factor of the neuron's weights: `g`, for CuBa-LIF `g k`.
  let weightGain: [Double]
  /// Added to the weighted sum: `g b + c`, for CuBa-LIF `g k b`.
  let bias: [Double]
  /// Added to the potential: `c` of CuBa-LIF.
  let membraneBias: [Double]?
  let threshold: [Double]?
  let reset: [Double]?
  let lowerBound: [Double]?
  /// `strength (1 - rho)` of ALIF, `g (1 - beta) q` of adLIF.
  let adaptationJump: [Double]?
  /// `g (1 - beta) p` of adLIF: a plain factor.
  let coupling: [Double]?

  /// - Throws: `Failure` if a parameter is missing, has a wrong number of elements or is not finite.
  init(_ layer: RealLayer) throws(Failure) {
    func checked(_ values: [Double]?, _ name: String) throws(Failure) -> [Double] {
      guard let values, values.count == layer.count else {
        throw Failure(
          .badData,
          "layer '\(layer.name)': \(name): not one value for each of \(layer.count) neurons")
      }
      if let neuron = values.firstIndex(where: { !$0.isFinite }) {
        throw Failure(
          .badData, "layer '\(layer.name)': \(name): \(values[neuron]) at neuron \(neuron)",
          remedy: "every parameter must be a finite number")
      }
      return values
    }
    self.layer = layer
    let kind = layer.kind
    let gain = try checked(layer.gain, "gain")
    let bias = try checked(layer.bias, "bias")
    let constant = try checked(layer.constant, "constant")

    if kind == .cubaLIF {
      let currentGain = try checked(layer.currentGain, "gain of the current")
      let weightGain = zip(gain, currentGain).map { $0 * $1 }
      self.weightGain = weightGain
      self.bias = zip(weightGain, bias).map { $0 * $1 }
      membraneBias = constant
    } else {
      weightGain = gain
      self.bias = (0..<layer.count).map { gain[$0] * bias[$0] + constant[$0] }
      membraneBias = nil
    }
    // Neurons without a threshold never fire: `LayerQuantiser` gives them one out of reach.
    threshold = layer.canFire ? try checked(layer.threshold, "threshold") : nil
    reset = kind.spikes ? try checked(layer.resetValue, "reset value") : nil

    lowerBound = layer.lowerBound == nil ? nil : try checked(layer.lowerBound, "lower bound")

    switch kind {
    case .alif:
      let leak = try checked(layer.adaptationLeak, "leak of the adaptation")
      let strength = try checked(layer.adaptationStrength, "strength of the adaptation")
      adaptationJump = zip(strength, leak).map { $0 * (1 - $1) }
      coupling = nil
    case .adLIF:
      let leak = try checked(layer.adaptationLeak, "leak of the adaptation")
      let potential = try checked(layer.couplingPotential, "coupling to the potential")
      let spike = try checked(layer.couplingSpike, "coupling to the spikes")
      adaptationJump = (0..<layer.count).map { gain[$0] * (1 - leak[$0]) * spike[$0] }
      coupling = (0..<layer.count).map { gain[$0] * (1 - leak[$0]) * potential[$0] }
    case .lif, .cubaLIF, .integrateAndFire, .leakyIntegrator, .raisedLIF:
      adaptationJump = nil
      coupling = nil
    }
  }

  /// What must fit the range of a state, in the neuron's unit.
  var potentials: [(parameter: Parameter, values: [Double])] {
    let all: [(Parameter, [Double]?)] = [
      (.bias, bias), (.threshold, threshold), (.reset, reset), (.membraneBias, membraneBias),
      (.adaptationJump, adaptationJump), (.lowerBound, lowerBound),
    ]
    return all.compactMap { parameter, values in values.map { (parameter, $0) } }
  }

  /// Largest magnitude of the potentials of a neuron.
  func largestMagnitude(_ neuron: Int) -> Double {
    potentials.reduce(0) { max($0, abs($1.values[neuron])) }
  }
}
