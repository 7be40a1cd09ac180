import Katydid

/// From a network in real numbers to the integers of a blob, with a report of what that cost.
struct Quantiser {
  /// The layout of every projection but convolutions; nil lets the network's file decide, and where it does not, the size.
  var layout: LayoutChoice?
  /// For each layer what comes into it, if its weights are to be rounded for that.
  var moments: [InputMoments?] = []

  enum LayoutChoice: String, CaseIterable {
    case dense, sparse, auto
  }

  struct Result {
    var network: IntegerNetwork
    var layers: [LayerReport]
    var notes: [String]
  }

  /// - Parameter provenance: JSON for the blob.
  /// - Throws: `Failure` without a file, naming the layer, neuron and parameter that does not fit.
  func quantise(_ real: RealNetwork, provenance: String = "{}") throws(Failure) -> Result {
    try NetworkLimits.check(real)
    var integer = IntegerNetwork(
      inputChannels: real.inputChannels, inputMagnitude: try InputMagnitude.choose(for: real),
      layers: [], projections: [], outputLayer: real.outputLayer, labels: real.labels,
      provenance: provenance)
    var projections: [IntegerProjection?] = Array(repeating: nil, count: real.projections.count)
    var reports: [LayerReport] = []
    var notes: [String] = []
    for index in real.layers.indices {
      let layer = try LayerQuantiser(
        real, layer: index, moments: moments.indices.contains(index) ? moments[index] : nil)
      integer.layers.append(try layer.integerLayer())
      var incoming: [IntegerProjection] = []
      for (number, firstColumn) in layer.weights.projections {
        let projection = real.projections[number]
        let quantised = quantised(
          projection, targets: real.layers[index].count,
          weights: layer.quantisedWeights(of: projection, firstColumn: firstColumn))
        projections[number] = quantised
        incoming.append(quantised)
      }
      reports.append(LayerReport(of: layer, projections: incoming))
      notes += layer.notes
    }
    integer.projections = projections.compactMap { $0 }
    return Result(network: integer, layers: reports, notes: notes)
  }

  private func quantised(
    _ projection: RealProjection, targets: Int, weights: [Int8]
  ) -> IntegerProjection {
    var result = IntegerProjection(
      source: projection.source, target: projection.target, sources: projection.sources,
      targets: targets, weights: weights, layout: .dense, convolution: projection.convolution,
      pooling: projection.pooling, delayTicks: projection.delayTicks?.map { UInt16($0) })
    guard projection.convolution == nil else {
      result.layout = .convolution
      return result
    }
    switch layout {
    case .dense: result.layout = .dense
    case .sparse: result.layout = .sparse
    case .auto: result.layout = result.smallerLayout
    case nil: result.layout = projection.layout ?? result.smallerLayout
    }
    return result
  }
}
