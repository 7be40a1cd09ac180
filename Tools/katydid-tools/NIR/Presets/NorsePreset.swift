import Katydid

/// Norse 1.1: Euler with the tick of the cell, 1e-3 s unless it was changed.
///
/// A spike raises the current of its `LIFCell` by the whole weight, and `IAFCell` adds its input as
/// it is, although the files say `w_in = 1` and `r = 1`. Cells start at v_leak.
struct NorsePreset: Preset {
  static let title = "Norse"
  private static let cellTickSeconds = 1e-3
  let secondsPerUnit: Double?

  var tick: Double { NorsePreset.cellTickSeconds / (secondsPerUnit ?? 1) }

  static func sign(in graph: NIRGraph) -> String? {
    let neurons = graph.allNeurons
    // Sinabs writes the same for IF, but never scalars; where it may be either, nobody is named.
    let isLeaky = neurons.contains(where: \.isLeaky)
    guard !neurons.isEmpty, graph.hasBatchAxis && isLeaky || neurons.allSatisfy(\.isScalar),
      neurons.allSatisfy({
        $0.isAll(1, "r") && $0.parameters["v_reset"] == nil
          && ($0.parameters["w_in"] == nil || $0.isAll(1, "w_in"))
      })
    else { return nil }
    return "r is 1, there is no v_reset, and "
      + (graph.hasBatchAxis ? "the Input has a batch axis" : "parameters are scalars")
  }

  /// `to_nir` writes `dt / (dt / tau)` seconds with the dt that it is given, 0.001 by itself: only
  /// `dt=1.0` writes seconds, else they are 1000 times too few.
  init(_ graph: NIRGraph) {
    let constants = graph.allNeurons.flatMap {
      $0.membraneTimeConstants + ($0.parameters["tau_syn"] ?? [])
    }
    let isTooShort =
      !constants.isEmpty && constants.allSatisfy { $0 < NorsePreset.cellTickSeconds }
    secondsPerUnit = isTooShort ? 1000 : 1
  }

  func reading(of neurons: NIRNeurons) -> NeuronReading {
    NeuronReading(
      tickSeconds: NorsePreset.cellTickSeconds, timeConstantFactor: secondsPerUnit ?? 1,
      gain: neurons.kind == .cubaLIF || neurons.kind == .integrateAndFire ? .jump : .file,
      start: neurons.spikes ? .restingPotential : .zero)
  }

  let openPoints = [
    OpenPoint(
      option: .dt, text: "the tick; the default of its cells, 0.001 s, was taken: else give --dt"),
    OpenPoint(
      option: .reset,
      text: "the reset; to v_reset = 0 was taken, for a soft reset give --reset subtract"),
  ]
}
