import Katydid

extension RealLayer {
  /// Neurons of a NIR file as a layer that ticks.
  ///
  /// With `u = dt / tau`, x the weighted sum, and the plain reading of NIR (forward Euler):
  ///
  ///     LIF, LI   v' = v + u (v_leak - v + r x)
  ///     CubaLIF   i' = i + u_syn (w_in x - i),  v' = v + u_mem (v_leak - v + r i')
  ///     IF        v' = v + dt r x
  ///
  /// With `--decay exponential`, `1 - exp(-u)` takes the place of u, except in IF.
  ///
  /// - Parameters:
  ///   - count: Number of neurons.
  ///   - bias: b of the weighted sum, one for each neuron.
  init(
    _ neurons: NIRNeurons, count: Int, bias: [Double], options: NIROptions,
    at location: InputLocation
  ) throws(Failure) {
    let name = location.node ?? ""
    let tickSeconds = options.tickSeconds.value(for: name)
    func values(_ parameter: String) -> [Double] { neurons.values(parameter, count: count) }
    func factors(_ parameter: String) throws(Failure) -> (leak: [Double], gain: [Double]) {
      try options.decay.value(for: name).factors(
        timeConstants: values(parameter), tickSeconds: tickSeconds,
        at: location.at(parameter: parameter),
        advice:
          "give a shorter tick (--dt), or --decay exponential. Norse's to_nir writes seconds only "
          + "with dt=1.0, else 1000 times too little: then give --dt \(name)=\(tickSeconds / 1000)")
    }

    self.init(
      name: name, kind: neurons.kind, count: count, largestCount: 0,
      gain: values("r"), bias: bias, constant: [Double](repeating: 0, count: count))
    switch neurons.kind {
    case .integrateAndFire:
      gain = gain.map { snapped(tickSeconds * $0) }
    case .cubaLIF:
      let current = try factors("tau_syn")
      currentLeak = current.leak
      currentGain = zip(current.gain, neurons.values("w_in", count: count, default: 1))
        .map { snapped($0 * $1) }
      setMembrane(try factors("tau_mem"), restingPotential: values("v_leak"))
    default:
      setMembrane(try factors("tau"), restingPotential: values("v_leak"))
    }
    if let index = gain.firstIndex(where: { !$0.isFinite }) {
      throw location.at(parameter: "r").error("is too large at neuron \(index)")
    }
    if kind.spikes { try setSpiking(neurons, options, location) }
  }

  private mutating func setMembrane(
    _ factors: (leak: [Double], gain: [Double]), restingPotential: [Double]
  ) {
    leak = factors.leak
    gain = zip(factors.gain, gain).map { snapped($0 * $1) }
    constant = zip(factors.gain, restingPotential).map { $0 * $1 }
  }

  private mutating func setSpiking(
    _ neurons: NIRNeurons, _ options: NIROptions, _ location: InputLocation
  ) throws(Failure) {
    let threshold = neurons.values("v_threshold", count: count)
    self.threshold = threshold
    comparison = options.compare.value(for: name) == .gt ? .greater : .greaterOrEqual
    largestCount = options.spikesPerTick.value(for: name) == .single ? 1 : 255
    if largestCount > 1, let index = threshold.firstIndex(where: { $0 <= 0 }) {
      throw location.at(parameter: "v_threshold").error(
        "is \(threshold[index]) at neuron \(index); several spikes a tick need one above 0: "
          + "give --spikes-per-tick \(name)=single")
    }
    switch options.reset.value(for: name) {
    case .zero:
      resetValue = [Double](repeating: 0, count: count)
    case .value:
      resetValue = neurons.values("v_reset", count: count, default: 0)
    case .subtract:
      reset = .subtract
      resetValue = threshold
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
