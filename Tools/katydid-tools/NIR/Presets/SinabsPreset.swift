import Katydid

/// Sinabs 3.1: time constants in ticks, exponential decay, `r = 1`.
struct SinabsPreset: Preset {
  static let title = "Sinabs"
  let tick = 1.0
  let secondsPerUnit: Double? = nil

  static func sign(in graph: NIRGraph) -> String? {
    let neurons = graph.allNeurons
    guard !neurons.isEmpty,
      neurons.allSatisfy({
        $0.model != .cubaLIF && $0.isAll(1, "r") && $0.parameters["v_reset"] == nil
          && $0.membraneTimeConstants.allSatisfy { $0 > 1 }
      })
    else { return nil }
    if neurons.contains(where: \.isLeaky) {
      return "r is 1, there is no v_reset, and time constants above 1 must be ticks"
    }
    // Norse writes IF as scalars, or with a batch axis.
    guard !graph.hasBatchAxis, !neurons.contains(where: \.isScalar) else { return nil }
    return "r of IF is 1, there is no v_reset, and the Input has no batch axis"
  }

  init(_ graph: NIRGraph) {}

  func reading(of neurons: NIRNeurons) -> NeuronReading {
    NeuronReading(
      tickSeconds: tick, decay: .exponential, compare: .ge, reset: .subtract,
      spikesPerTick: .multi)
  }

  let openPoints = [
    OpenPoint(
      option: .reset,
      text: "reset_fn; MembraneSubtract was taken, for MembraneReset give --reset zero"),
    OpenPoint(
      option: .spikesPerTick,
      text: "spike_fn; MultiSpike was taken, for SingleSpike give --spikes-per-tick single"),
    OpenPoint(
      option: .lowerBound, text: "min_v_mem; None was taken, else give --lower-bound"),
    OpenPoint(
      option: .gain, text: "norm_input; True was taken, for norm_input=False give --gain jump"),
  ]
}
