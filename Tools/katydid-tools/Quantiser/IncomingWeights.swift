import Katydid

/// All weights that end on one layer, side by side.
///
/// Neurons that share a weight step form a group: without convolutions each neuron is one, with them
/// those of an output channel are. They share the step whatever layer their weights come from, so
/// these are looked at together: the row of a group has all of them.
struct IncomingWeights {
  let neurons: Int
  let neuronsPerGroup: Int
  /// Numbers in the row of a group, over all projections.
  let rowLength: Int
  /// Row-major `[groups, row]`.
  let values: [Double]
  /// For each projection that ends on the layer its index in the network, and where its numbers begin
  /// in a row.
  let projections: [(index: Int, firstColumn: Int)]
  /// Largest number of synapses that one event of each source could pass to a neuron, beyond one.
  private let covers: [Int]
  /// Numbers of each projection for one neuron.
  private let lengths: [Int]

  var groups: Int { neurons / neuronsPerGroup }

  /// - Throws: `Failure` if convolutions into the layer have channels that do not fit each other.
  init(of network: RealNetwork, layer: Int) throws(Failure) {
    let neurons = network.layers[layer].count
    let incoming = network.projections.indices.filter { network.projections[$0].target == layer }
    let shapes = incoming.map { network.projections[$0].convolution?.output }
    let perGroup = shapes.compactMap { $0.map { $0.height * $0.width } }.max() ?? 1
    for shape in shapes.compactMap({ $0 }) where perGroup % (shape.height * shape.width) != 0 {
      throw Failure(
        .badData,
        "layer '\(network.layers[layer].name)': its convolutions have channels of \(perGroup) and of "
          + "\(shape.height * shape.width) neurons, which cannot share weight steps",
        remedy: "give them outputs of the same height and width")
    }
    let groups = neurons / perGroup
    var values: [Double] = []
    var rowLength = 0
    var projections: [(index: Int, firstColumn: Int)] = []
    for index in incoming {
      projections.append((index, rowLength))
      rowLength += network.projections[index].weights.count / groups
    }
    values.reserveCapacity(groups * rowLength)
    for group in 0..<groups {
      for index in incoming {
        let weights = network.projections[index].weights
        let length = weights.count / groups
        values.append(contentsOf: weights[group * length..<(group + 1) * length])
      }
    }
    self.neurons = neurons
    self.neuronsPerGroup = perGroup
    self.rowLength = rowLength
    self.values = values
    self.projections = projections
    covers = incoming.map { network.projections[$0].pooling?.area ?? 1 }
    lengths = incoming.map { index in
      let projection = network.projections[index]
      return projection.convolution.map { $0.inputChannelsPerGroup * $0.area } ?? projection.sources
    }
  }

  func row(_ group: Int) -> ArraySlice<Double> {
    values[group * rowLength..<(group + 1) * rowLength]
  }

  /// Largest sum of the magnitudes, in steps, that the neurons of a group could get from one event of
  /// each source.
  func largestSum(ofGroup group: Int, magnitude: (Double) -> Double) -> Double {
    var sum = 0.0
    for (number, (_, firstColumn)) in projections.enumerated() {
      let end = number + 1 < projections.count ? projections[number + 1].firstColumn : rowLength
      let row = values[group * rowLength + firstColumn..<group * rowLength + end]
      let length = lengths[number]
      var largest = 0.0
      for start in stride(from: row.startIndex, to: row.endIndex, by: length) {
        largest = max(largest, row[start..<start + length].reduce(0) { $0 + magnitude($1) })
      }
      sum += largest * Double(covers[number])
    }
    return sum
  }
}
