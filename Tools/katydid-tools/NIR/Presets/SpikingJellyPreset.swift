import Katydid

/// SpikingJelly 2.0: Euler with the tick that its exporter is given, 1e-4 s by itself. Neurons start at
/// v_reset.
///
/// Where it means a gain of 1, r is `tau / dt` or for IF `1 / dt`, which shows the tick.
struct SpikingJellyPreset: Preset {
  static let title = "SpikingJelly"
  private static let exporterTick = 1e-4
  let tick: Double
  let openPoints: [OpenPoint]

  static func sign(in graph: NIRGraph) -> String? {
    let names = graph.nodes.filter { $0.neurons != nil }.map(\.name)
    let areNumbered = names.allSatisfy {
      $0.hasPrefix("_") && $0.dropFirst().first?.isNumber == true
    }
    guard !names.isEmpty, areNumbered else { return nil }
    return "nodes have names like '\(names[0])'"
  }

  init(_ graph: NIRGraph) {
    let shown = graph.allNeurons.lazy.filter { !$0.isAll(1, "r") }.compactMap(\.unitGainTick).first
    tick = shown ?? SpikingJellyPreset.exporterTick
    openPoints =
      shown != nil
      ? []
      : [
        OpenPoint(
          option: .dt,
          text: "the dt of its exporter; the default, 0.0001 s, was taken: else give --dt")
      ]
  }

  func reading(of neurons: NIRNeurons) -> NeuronReading {
    NeuronReading(tickSeconds: tick, compare: .ge, start: neurons.spikes ? .resetValue : .zero)
  }
}
