/// The network as it was trained, in float64: what the packed one is compared with.
///
/// The parts of the network must fit together (`NetworkLimits`).
struct FloatSimulator {
  private let network: RealNetwork
  /// `[sources, targets]` of each projection, so that an event adds one contiguous row.
  private let rows: [[Double]]
  private(set) var layers: [FloatLayer]

  init(_ network: RealNetwork) {
    self.network = network
    layers = network.layers.map(FloatLayer.init)
    rows = network.projections.map { projection in
      let targets = network.layers[projection.target].count
      var rows = Array(repeating: 0.0, count: projection.sources * targets)
      for target in 0..<targets {
        for source in 0..<projection.sources {
          rows[source * targets + target] = projection.weights[target * projection.sources + source]
        }
      }
      return rows
    }
  }

  /// One tick.
  /// - Parameter input: the value of each channel.
  mutating func step(_ input: [Double]) {
    // A layer at or after its target has not been stepped yet: its counts are those of the tick before.
    for index in layers.indices {
      var sums = Array(repeating: 0.0, count: layers[index].layer.count)
      for (projection, rows) in zip(network.projections, rows) where projection.target == index {
        if let source = projection.source {
          for (neuron, count) in layers[source].counts.enumerated() where count != 0 {
            FloatSimulator.add(Double(count), rows, row: neuron, to: &sums)
          }
        } else {
          for (channel, value) in input.enumerated() where value != 0 {
            FloatSimulator.add(value, rows, row: channel, to: &sums)
          }
        }
      }
      layers[index].step(sums)
    }
  }

  private static func add(_ factor: Double, _ rows: [Double], row: Int, to sums: inout [Double]) {
    let start = row * sums.count
    for target in sums.indices { sums[target] += factor * rows[start + target] }
  }
}
