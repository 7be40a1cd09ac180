import Katydid

/// snnTorch 1.0: `export_to_nir` writes time constants for a tick of 1e-4 s and r and w_in that
/// make all gains 1, so that its `beta` and `alpha` come back as `1 - dt / tau`.
struct SnnTorchPreset: Preset {
  static let title = "snnTorch"
  private static let exporterTick = 1e-4
  let tick: Double

  static func sign(in graph: NIRGraph) -> String? {
    let neurons = graph.allNeurons
    guard !neurons.isEmpty,
      neurons.allSatisfy({
        ($0.model == .lif || $0.model == .cubaLIF) && $0.isAll(0, "v_reset")
          && $0.unitGainTick == exporterTick
      })
    else { return nil }
    return "r is tau / 1e-4 s and v_reset 0 in all neurons"
  }

  init(_ graph: NIRGraph) {
    tick = graph.allNeurons.lazy.compactMap(\.unitGainTick).first ?? SnnTorchPreset.exporterTick
  }

  func reading(of neurons: NIRNeurons) -> NeuronReading {
    NeuronReading(tickSeconds: tick, reset: .subtractDelayed)
  }

  let openPoints = [
    OpenPoint(
      option: .reset,
      text:
        "the reset; reset_mechanism=\"subtract\" with reset_delay=True, snnTorch's default, was "
        + "taken. For \"zero\" give --reset zero if it is Leaky, else zero-delayed; for reset_delay=False "
        + "--reset subtract-immediate")
  ]
}
