/// The network as it was trained, in float64: what the packed one is compared with.
///
/// The parts of the network must fit together (`NetworkLimits`).
struct FloatSimulator {
  private let network: RealNetwork
  private(set) var projections: [FloatProjection]
  private(set) var layers: [FloatLayer]

  init(_ network: RealNetwork) {
    self.network = network
    layers = network.layers.map(FloatLayer.init)
    projections = network.projections.map {
      FloatProjection($0, targets: network.layers[$0.target].count)
    }
  }

  /// One tick.
  /// - Parameter input: the value of each channel.
  mutating func step(_ input: [Double]) {
    // A layer at or after its target has not been stepped yet: its counts are those of the tick before.
    for index in layers.indices {
      var sums = Array(repeating: 0.0, count: layers[index].layer.count)
      for (number, projection) in network.projections.enumerated()
      where projection.target == index {
        let values = projection.source.map { layers[$0].counts.map(Double.init) } ?? input
        projections[number].pass(values, to: &sums)
      }
      layers[index].step(sums)
    }
  }
}
