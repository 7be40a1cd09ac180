import Katydid

/// Signs that a file was written by a framework which means something else by the same numbers than
/// NIR says.
///
/// No field of a file names its exporter. The signs were found by running each framework beside its
/// file.
struct ExporterHints {
  private let name: String
  private let neurons: NIRNeurons
  private let tickSeconds: Double

  /// - Returns: For people to read: what looks odd, and what to do if it is what it looks like.
  static func hints(for graph: NIRGraph, options: NIROptions) -> [String] {
    var hints: [String] = []
    var names: [String: [String]] = [:]
    for node in graph.nodes {
      guard let neurons = node.neurons else { continue }
      let signs = ExporterHints(
        name: node.name, neurons: neurons, tickSeconds: options.tickSeconds.value(for: node.name))
      let found = [signs.step, signs.tauInTicks, signs.unitCurrentGain, signs.rockpool]
      for hint in found.compactMap({ $0 }) {
        if names[hint] == nil { hints.append(hint) }
        names[hint, default: []].append(node.name)
      }
    }
    return hints.map { "\(quoted(names[$0] ?? [])): \($0)" }
  }

  /// One value, if the parameter has the same for all neurons.
  private func common(_ parameter: String) -> Double? {
    guard let values = neurons.parameters[parameter], let first = values.first else { return nil }
    return values.allSatisfy { $0 == first } ? first : nil
  }

  /// Exporters that mean `v += x` choose r so that the gain is 1: `dt r / tau` with their own dt
  /// (snnTorch, SpikingJelly), for IF `dt r` with theirs (SpikingJelly) or with 1 (Norse, Sinabs).
  private var step: String? {
    let count = neurons.count ?? 1
    let r = neurons.values("r", count: count)
    let steps: [Double]
    switch neurons.kind {
    case .integrateAndFire: steps = r.map { 1 / $0 }
    case .lif, .cubaLIF:
      if common("r") == 1 { return nil }
      let tau = neurons.values(neurons.kind == .lif ? "tau" : "tau_mem", count: count)
      steps = zip(tau, r).map { $0 / $1 }
    default: return nil
    }
    guard steps.allSatisfy({ $0 > 0 && $0.isFinite && abs($0 / steps[0] - 1) < 1e-4 }),
      abs(steps[0] / tickSeconds - 1) > 1e-4
    else { return nil }
    // Files hold float32, so more digits than it has mean nothing.
    let step = Float(steps[0])
    return "r makes the gain exactly 1 in a tick of \(step) s, as exporters do that mean v += x: "
      + "if so, give --dt \(step)"
  }

  /// Sinabs writes time constants in ticks.
  private var tauInTicks: String? {
    guard neurons.kind == .lif, common("r") == 1, tickSeconds < 0.1,
      let shortest = neurons.parameters["tau"]?.min(), shortest > 1
    else { return nil }
    return
      "time constants of \(shortest) s and more; Sinabs writes ticks instead of seconds: if so, "
      + "give --dt 1 --decay exponential"
  }

  /// Norse means a jump of the current by x, for which NIR needs `w_in = tau_syn / dt`.
  private var unitCurrentGain: String? {
    guard neurons.kind == .cubaLIF, common("w_in") ?? 1 == 1 else { return nil }
    return
      "w_in is 1, so that a spike raises the current by dt / tau_syn of its weight; Norse and "
      + "Rockpool write 1 where they mean all of it: if so, set w_in to tau_syn / dt in the file"
  }

  /// Rockpool's r is `exp(-u) / u` and stands for its time step, not for a gain.
  private var rockpool: String? {
    guard name.hasSuffix("LIFTorch") || name.hasSuffix("ExpSynTorch") else { return nil }
    return
      "is named as Rockpool names nodes; its r is no gain: set r in the file to what makes the "
      + "gain 1, and give --decay exponential --compare ge --reset subtract"
  }
}
