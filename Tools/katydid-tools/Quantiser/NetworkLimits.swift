import Katydid

/// What a blob can hold at all (`ModelBlob.md`), and that the network's parts fit together.
enum NetworkLimits {
  /// - Throws: `Failure` that names the part. Nothing after this traps on a network, whatever is in it.
  static func check(_ network: RealNetwork) throws(Failure) {
    try check(network.inputChannels, within: 1...65_535, "input channels")
    try check(network.layers.count, within: 1...255, "layers")
    try check(network.projections.count, within: 0...1_023, "projections")
    guard network.layers.indices.contains(network.outputLayer) else {
      throw Failure(.badData, "output layer \(network.outputLayer) does not exist")
    }
    for layer in network.layers {
      try check(layer.count, within: 1...65_535, "neurons in layer '\(layer.name)'")
    }
    for projection in network.projections { try check(projection, of: network) }
    if let labels = network.labels {
      let outputs = network.layers[network.outputLayer].count
      guard labels.count == outputs else {
        throw Failure(
          .badData, "\(labels.count) labels for \(outputs) output neurons",
          remedy: "give one label for each")
      }
    }
  }

  private static func check(
    _ projection: RealProjection, of network: RealNetwork
  ) throws(Failure) {
    let subject = "projection '\(projection.name)'"
    guard network.layers.indices.contains(projection.target),
      projection.source.map(network.layers.indices.contains) ?? true
    else { throw Failure(.badData, "\(subject) joins layers that do not exist") }
    if let source = projection.source, !network.layers[source].kind.spikes {
      throw Failure(
        .badData, "\(subject) comes from '\(network.layers[source].name)', which never spikes",
        remedy: "a readout can only be an output")
    }
    let sources = projection.source.map { network.layers[$0].count } ?? network.inputChannels
    let targets = network.layers[projection.target].count
    guard projection.sourceCount == sources,
      (projection.pooling?.output.count ?? sources) == projection.sources,
      projection.weightCount(targets: targets) == projection.weights.count
    else {
      throw Failure(
        .badData,
        "\(subject) has \(projection.weights.count) weights, which do not join \(sources) sources "
          + "with \(targets) targets",
        remedy: "check the shape of the weights")
    }
    if let delays = projection.delayTicks {
      try check(delays.count, within: sources...sources, "delays of \(subject)")
      for delay in delays { try check(delay, within: 0...65_535, "ticks of delay of \(subject)") }
    }
    if let index = projection.weights.firstIndex(where: { !$0.isFinite }) {
      throw Failure(
        .badData,
        "\(subject): weight \(index) is \(projection.weights[index])",
        remedy: "every weight must be a finite number")
    }
  }

  private static func check(
    _ count: Int, within range: ClosedRange<Int>, _ what: String
  ) throws(Failure) {
    guard range.contains(count) else {
      throw Failure(
        .badData, "\(count) \(what) are not within \(range.lowerBound)...\(range.upperBound)")
    }
  }
}

extension RealProjection {
  /// Number of weights that it must have; nil if it cannot end on so many neurons.
  fileprivate func weightCount(targets: Int) -> Int? {
    guard let convolution else { return sources * targets }
    guard convolution.input.count == sources, convolution.output.count == targets else {
      return nil
    }
    return convolution.kernelCount
  }
}
