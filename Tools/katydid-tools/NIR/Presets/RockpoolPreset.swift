import Foundation
import Katydid

/// Rockpool 3.1: exponential decay; its r is `exp(-u) / u` with `u = dt / tau`, which stands for the
/// tick and is no gain.
struct RockpoolPreset: Preset {
  static let title = "Rockpool"
  /// That of its modules, unless they were given another.
  private static let moduleTick = 1e-3
  let tick: Double

  static func sign(in graph: NIRGraph) -> String? {
    let endings = ["_LIFTorch", "_LIFNeuronTorch", "_LinearTorch", "_ExpSynTorch"]
    let named = graph.nodes.first { node in endings.contains { node.name.hasSuffix($0) } }
    return named.map { "nodes have names like '\($0.name)'" }
  }

  init(_ graph: NIRGraph) {
    tick = graph.allNeurons.lazy.compactMap(RockpoolPreset.tick).first ?? RockpoolPreset.moduleTick
  }

  func reading(of neurons: NIRNeurons) -> NeuronReading {
    NeuronReading(
      tickSeconds: RockpoolPreset.tick(of: neurons) ?? tick, decay: .exponential, compare: .ge,
      reset: .subtract, spikesPerTick: .multi,
      gain: neurons.kind == .lif || neurons.kind == .integrateAndFire ? .jump : .decayedJump,
      membraneGain: .jump)
  }

  let openPoints = [
    OpenPoint(
      option: .spikesPerTick,
      text: "max_spikes_per_dt; many were taken, for 1 give --spikes-per-tick single. Recurrent "
        + "weights and biases are not in its files either")
  ]

  /// `u exp(u) = 1 / r`, so u is Lambert's W of `1 / r`, and dt is tau u.
  private static func tick(of neurons: NIRNeurons) -> Double? {
    let count = neurons.count ?? 1
    let constants = neurons.membraneTimeConstants
    guard !constants.isEmpty else { return nil }
    let tau = neurons.values(neurons.kind == .cubaLIF ? "tau_mem" : "tau", count: count)
    let r = neurons.values("r", count: count)
    return NIRNeurons.common(zip(tau, r).map { $0 * lambertW(1 / $1) })
  }

  /// The solution w of `w exp(w) = value` for a value above 0, by Newton's method from above, where
  /// it converges for all of them.
  static func lambertW(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return .nan }
    var w = log1p(value)
    for _ in 0..<20 { w -= (w - value * exp(-w)) / (1 + w) }
    return w
  }
}
