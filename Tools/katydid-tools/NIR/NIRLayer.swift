import Katydid

extension RealLayer {
  /// Neurons of a NIR file as a layer that ticks.
  ///
  /// With `u = dt / tau`, x the weighted sum, and the plain reading of NIR (forward Euler):
  ///
  ///     LIF, LI   v' = v + u (v_leak - v + r x)
  ///     CubaLIF   i' = i + u_syn (w_in x - i),  v' = v + u_mem (v_leak - v + r i')
  ///     IF, I     v' = v + dt r x
  ///     Threshold v' = x
  ///
  /// CubaLI is CubaLIF. With exponential decay, `1 - exp(-u)` takes the place of u; `GainOption` says
  /// what may take the place of the gains.
  ///
  /// - Parameters:
  ///   - count: Number of neurons.
  ///   - bias: b of the weighted sum, one for each neuron.
  init(
    _ neurons: NIRNeurons, count: Int, bias: [Double], reading: NeuronReading,
    at location: InputLocation
  ) throws(Failure) {
    func values(_ parameter: String) -> [Double] { neurons.values(parameter, count: count) }
    func factors(_ parameter: String) throws(Failure) -> (leak: [Double], gain: [Double]) {
      try reading.decay.factors(
        timeConstants: values(parameter).map { $0 * reading.timeConstantFactor },
        tickSeconds: reading.tickSeconds, at: location.at(parameter: parameter),
        advice:
          "give a shorter tick (--dt), --decay exponential, or --from the framework that wrote it")
    }

    self.init(
      name: location.node ?? "", kind: neurons.kind, count: count, largestCount: 0,
      gain: [], bias: bias, constant: [Double](repeating: 0, count: count))
    switch neurons.model {
    case .integrateAndFire, .integrator:
      let steps = [Double](repeating: reading.tickSeconds, count: count)
      let kept = [Double](repeating: 1, count: count)
      gain = reading.gain.values(leak: kept, gain: steps, factor: values("r"))
      if neurons.model == .integrator { leak = kept }
    case .threshold:
      leak = [Double](repeating: 0, count: count)
      gain = [Double](repeating: 1, count: count)
    case .cubaLIF, .cubaLI:
      let current = try factors("tau_syn")
      currentLeak = current.leak
      currentGain = reading.gain.values(
        leak: current.leak, gain: current.gain,
        factor: neurons.values("w_in", count: count, default: 1))
      setMembrane(
        try factors("tau_mem"), reading.membraneGain, r: values("r"),
        restingPotential: values("v_leak"))
    case .lif, .leakyIntegrator:
      setMembrane(
        try factors("tau"), reading.gain, r: values("r"), restingPotential: values("v_leak"))
    }
    if let index = gain.firstIndex(where: { !$0.isFinite }) {
      throw location.at(parameter: "r").error("is too large at neuron \(index)")
    }
    lowerBound = reading.lowerBound.map { [Double](repeating: $0, count: count) }
    if kind.spikes { try setSpiking(neurons, reading, location) }
    switch reading.start {
    case .zero: break
    case .resetValue: try measure(from: neurons.values("v_reset", count: count, default: 0), at: location)
    case .restingPotential:
      try measure(from: neurons.values("v_leak", count: count, default: 0), at: location)
    }
  }

  /// Counts potentials from what the neurons start at, as the engine starts all at 0.
  private mutating func measure(
    from start: [Double], at location: InputLocation
  ) throws(Failure) {
    if largestCount > 1, let index = start.firstIndex(where: { $0 != 0 }) {
      throw location.error(
        "starts at \(start[index]), which several spikes a tick do not allow; give "
          + "--spikes-per-tick \(name)=single")
    }
    for neuron in 0..<count {
      threshold?[neuron] -= start[neuron]
      if reset == .toValue { resetValue?[neuron] -= start[neuron] }
      lowerBound?[neuron] -= start[neuron]
      constant[neuron] -= (1 - (leak?[neuron] ?? 1)) * start[neuron]
    }
  }

  private mutating func setMembrane(
    _ factors: (leak: [Double], gain: [Double]), _ option: GainOption, r: [Double],
    restingPotential: [Double]
  ) {
    leak = factors.leak
    gain = option.values(leak: factors.leak, gain: factors.gain, factor: r)
    constant = zip(factors.gain, restingPotential).map { $0 * $1 }
  }

  private mutating func setSpiking(
    _ neurons: NIRNeurons, _ reading: NeuronReading, _ location: InputLocation
  ) throws(Failure) {
    guard neurons.model != .cubaLI else {
      threshold = [Double](repeating: .infinity, count: count)
      resetValue = [Double](repeating: 0, count: count)
      largestCount = 1
      return
    }
    let key = neurons.model == .threshold ? "threshold" : "v_threshold"
    let threshold = neurons.values(key, count: count)
    self.threshold = threshold
    comparison = reading.compare == .gt ? .greater : .greaterOrEqual
    largestCount = reading.spikesPerTick == .single ? 1 : 255
    if largestCount > 1, let index = threshold.firstIndex(where: { $0 <= 0 }) {
      throw location.at(parameter: key).error(
        "is \(threshold[index]) at neuron \(index); several spikes a tick need one above 0: "
          + "give --spikes-per-tick \(name)=single")
    }
    if neurons.model == .threshold {
      resetValue = [Double](repeating: 0, count: count)
      return
    }
    switch reading.reset {
    case .zero:
      resetValue = [Double](repeating: 0, count: count)
    case .value:
      resetValue = neurons.values("v_reset", count: count, default: 0)
    case .subtract:
      reset = .subtract
      resetValue = threshold
    case .subtractImmediate:
      guard kind == .lif else {
        throw location.error(
          "is a \(neurons.model.rawValue), and --reset subtract-immediate is for LIF only; give "
            + "--reset \(name)=subtract or subtract-delayed")
      }
      kind = .raisedLIF
      reset = .subtract
      resetValue = threshold
    case .zeroDelayed:
      resetValue = [Double](repeating: 0, count: count)
      refractoryTicks = [Int](repeating: 1, count: count)
      holdsInRefractory = true
    case .subtractDelayed:
      reset = .subtract
      let leak = leak ?? [Double](repeating: 1, count: count)
      let amount = zip(threshold, leak).map { $0 / $1 }
      guard amount.allSatisfy(\.isFinite) else {
        throw location.error("keeps nothing of its potential for a tick; give --reset \(name)=zero")
      }
      resetValue = amount
    }
  }
}

extension GainOption {
  /// The gain of each neuron's input.
  ///
  /// - Parameters:
  ///   - leak: What a tick leaves of the state.
  ///   - gain: What makes a constant input the state's fixed point.
  ///   - factor: r or w_in.
  fileprivate func values(leak: [Double], gain: [Double], factor: [Double]) -> [Double] {
    switch self {
    case .file: zip(gain, factor).map { snapped($0 * $1) }
    case .jump: [Double](repeating: 1, count: leak.count)
    case .decayedJump: leak
    }
  }
}
