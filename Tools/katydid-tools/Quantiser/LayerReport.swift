import Foundation

/// What quantising did to one layer.
struct LayerReport: Codable, Equatable {
  var name: String
  var kind: String
  var neurons: Int
  /// Neurons whose weights lie on a grid, the layer's or their own: nothing of them is lost.
  var neuronsOnGrid: Int
  /// Whether one grid holds the whole layer.
  var hasLayerGrid: Bool
  var fractionBits: Int
  /// Of the weights; nil if nothing was lost, or if there are none.
  var signalToNoiseDecibels: Double?
  /// Share of the weights that are not zero whose magnitude was cut to 127 steps.
  var clippedShare: Double
  /// Share of the weights that are not zero in the blob.
  var connectivity: Double
  /// In dense rows, and in sparse ones; convolutions count as what they are.
  var denseBytes: Int
  var sparseBytes: Int
  /// Bytes in the layouts that were chosen.
  var weightBytes: Int

  /// The grid in words.
  var grid: String {
    if hasLayerGrid { return "layer" }
    if neuronsOnGrid == neurons { return "each neuron" }
    return neuronsOnGrid == 0 ? "none" : "\(neuronsOnGrid) of \(neurons) neurons"
  }
}

extension LayerReport {
  init(of layer: LayerQuantiser, projections: [IntegerProjection]) {
    var signal = 0.0
    var noise = 0.0
    var present = 0
    var clipped = 0
    for group in 0..<layer.weights.groups {
      let scale = layer.scales[group * layer.weights.neuronsPerGroup]
      guard scale.step > 0 else { continue }
      for (weight, steps) in zip(layer.weights.row(group), layer.steps(ofGroup: group))
      where weight != 0 {
        present += 1
        if scale.clips(weight) { clipped += 1 }
        signal += weight * weight
        let error = weight - Double(steps) * scale.step
        noise += error * error
      }
    }
    let onGrid = layer.scales.count { $0.origin.isGrid || $0.origin == .noWeights }
    let cells = layer.weights.values.count
    let synapses = projections.reduce(0) { $0 + $1.synapses }
    self.init(
      name: layer.folded.layer.name, kind: "\(layer.folded.layer.kind.title)",
      neurons: layer.weights.neurons, neuronsOnGrid: onGrid,
      hasLayerGrid: onGrid == layer.scales.count
        && layer.scales.contains { $0.origin == .layerGrid },
      fractionBits: layer.fractionBits,
      signalToNoiseDecibels: onGrid < layer.scales.count && noise > 0
        ? 10 * log10(signal / noise) : nil,
      clippedShare: present > 0 ? Double(clipped) / Double(present) : 0,
      connectivity: cells > 0 ? Double(synapses) / Double(cells) : 0,
      denseBytes: projections.reduce(0) {
        $0 + ($1.convolution == nil ? $1.denseBytes : $1.weightBytes)
      },
      sparseBytes: projections.reduce(0) {
        $0 + ($1.convolution == nil ? $1.sparseBytes : $1.weightBytes)
      },
      weightBytes: projections.reduce(0) { $0 + $1.weightBytes })
  }
}
