import Katydid

/// The plain reading of NIR: Pedersen et al., "Neuromorphic intermediate representation" (Nature
/// Communications 15, 2024), forward Euler, and the text of nir 1.0.8 about resets.
struct PlainNIRPreset: Preset {
  static let title = "NIR's own text"
  let tick = 1e-3
  let openPoints: [OpenPoint]

  static func sign(in graph: NIRGraph) -> String? { nil }

  init(_ graph: NIRGraph) {
    var points: [OpenPoint] = []
    if let tick = PlainNIRPreset.shownTick(in: graph), tick != self.tick {
      points.append(
        OpenPoint(
          option: .dt,
          text:
            "r makes the gain exactly 1 in a tick of \(Float(tick)) s; if that is the tick, give "
            + "--dt \(Float(tick))"))
    }
    if graph.allNeurons.contains(where: { $0.kind == .cubaLIF && $0.isAll(1, "w_in") }) {
      points.append(
        OpenPoint(
          option: .gain,
          text:
            "w_in is 1, so that a spike raises the current by dt / tau_syn of its weight; if it "
            + "is to be all of it, give --gain jump"))
    }
    if graph.allNeurons.contains(where: { $0.model == .integrateAndFire && $0.isAll(1, "r") }) {
      points.append(
        OpenPoint(
          option: .gain,
          text: "r of IF is 1, so that a neuron takes up dt of its input; Norse and Sinabs write 1 "
            + "where they mean all of it: if one of them wrote it, give --from norse or sinabs"))
    }
    openPoints = points
  }

  func reading(of neurons: NIRNeurons) -> NeuronReading { NeuronReading(tickSeconds: tick) }

  private static func shownTick(in graph: NIRGraph) -> Double? {
    let shown = graph.allNeurons.filter { $0.kind.spikes && !$0.isAll(1, "r") }
      .map(\.unitGainTick)
    guard let first = shown.first, shown.allSatisfy({ $0 == first }) else { return nil }
    return first
  }
}
