/// All weights that end on one layer, side by side: the row of a neuron has the weights of all its inputs.
///
/// They share one scale a neuron, whatever layer they come from, so they are looked at together.
struct IncomingWeights {
  let neurons: Int
  /// Inputs of a neuron over all projections.
  let inputs: Int
  /// Row-major `[neurons, inputs]`.
  let values: [Double]
  /// For each projection that ends on the layer: its index in the network, and its first column here.
  let projections: [(index: Int, firstColumn: Int)]

  init(of network: RealNetwork, layer: Int) {
    var inputs = 0
    var projections: [(index: Int, firstColumn: Int)] = []
    for (index, projection) in network.projections.enumerated() where projection.target == layer {
      projections.append((index, inputs))
      inputs += projection.sources
    }
    let neurons = network.layers[layer].count
    var values: [Double] = []
    values.reserveCapacity(neurons * inputs)
    for neuron in 0..<neurons {
      for (index, _) in projections {
        let projection = network.projections[index]
        let start = neuron * projection.sources
        values.append(contentsOf: projection.weights[start..<start + projection.sources])
      }
    }
    self.neurons = neurons
    self.inputs = inputs
    self.values = values
    self.projections = projections
  }

  func row(_ neuron: Int) -> ArraySlice<Double> {
    values[neuron * inputs..<(neuron + 1) * inputs]
  }
}
