import Katydid

/// Names that a connection of a description uses.
enum ConnectionDescription {
  static let keys = ["from", "to", "weight", "bias", "layout"]

  enum Layout: String, CaseIterable { case dense, sparse }
}

extension DescriptionReader {
  /// One element of `connections`.
  mutating func readConnection(_ unnamed: ObjectReader) throws(Failure) {
    try unnamed.requireKnown(ConnectionDescription.keys)
    let from = try unnamed.string("from")
    let target = try layerNamed("to", in: unnamed)
    let connection = unnamed.naming(node: "\(from) -> \(network.layers[target].name)")
    let source = from == "input" ? nil : try layerNamed("from", in: connection)
    if let source, !network.layers[source].kind.spikes {
      throw connection.location(of: "from").error(
        "is a layer of kind li, which has no spikes to pass on; it may only be the output")
    }

    let sources = source.map { network.layers[$0].count } ?? network.inputChannels
    let targets = network.layers[target].count
    let name = try connection.string("weight")
    let weights = try parameters.tensor(
      name, shapes: [[targets, sources]], at: connection.location(of: "weight"))
    if connection["bias"] != nil {
      let bias = try parameters.tensor(
        try connection.string("bias"), shapes: [[targets]], at: connection.location(of: "bias"))
      for index in bias.indices { network.layers[target].bias[index] += bias[index] }
    }
    var layout: SynapseLayout?
    if let choice = try connection.choice("layout", ConnectionDescription.Layout.self) {
      layout = choice == .dense ? .dense : .sparse
    }
    network.projections.append(
      RealProjection(
        name: name, source: source, target: target, weights: weights, sources: sources,
        layout: layout))
  }
}
