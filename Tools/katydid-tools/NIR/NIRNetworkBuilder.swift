import Katydid

/// Turns the nodes of a pruned NIR graph into layers and projections.
///
/// Neurons become layers and weights the projections between them. Weights directly before the
/// Output become the projections of a readout of leak 0, whose membrane potential is the weighted
/// sum of the tick.
struct NIRNetworkBuilder {
  private let graph: NIRGraph
  private let reading: NIRReading
  private let shapes: NIRShapes
  private var sums: WeightedSums
  /// The node that the Output shows: neurons or weights.
  private let shown: Int
  /// What has to be put in order, as nodes: the Input first, all neurons, and the Output if it
  /// shows weights.
  private let parts: [Int]

  /// What the reader did that the file does not say in so many words.
  private(set) var notes: [String] = []

  /// - Throws: If shapes do not fit, or something cannot be expressed as layers and projections.
  init(_ graph: NIRGraph, reading: NIRReading) throws(Failure) {
    var graph = graph
    shapes = try NIRShapes(&graph)
    self.graph = graph
    self.reading = reading
    sums = try WeightedSums(graph, shapes: shapes, tick: reading.tick)
    shown = try graph.nodeShown()
    let (input, output) = graph.ports
    let neurons = graph.nodes.indices.filter { graph.nodes[$0].neurons != nil }
    parts = [input] + neurons + (graph.nodes[shown].isWeights ? [output] : [])
    guard parts.count <= 256 else {
      throw graph.location.error("has \(parts.count - 1) layers; a model has at most 255")
    }
  }

  /// The network, its layers in the order of evaluation.
  mutating func network() throws(Failure) -> RealNetwork {
    var inputs: [WeightedSum] = []
    for part in parts { inputs.append(try sums.sum(into: part)) }
    try checkSources(of: inputs)

    let indexOfPart = Dictionary(uniqueKeysWithValues: parts.enumerated().map { ($1, $0) })
    let evaluation = EvaluationOrder(
      names: parts.map(name(of:)),
      sources: inputs.map { Set($0.terms.compactMap { indexOfPart[$0.source] }).sorted() })
    noteDelays(evaluation)

    let order = evaluation.order.dropFirst().map { parts[$0] }
    let layerOfNode = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    var network = RealNetwork(
      inputChannels: shapes.size(parts[0]), layers: [], projections: [],
      outputLayer: layerOfNode[parts.contains(shown) ? shown : graph.ports.output] ?? 0,
      tickSeconds: reading.tickSeconds,
      provenance: [
        "format": "NIR" + (graph.version.map { " " + $0 } ?? ""),
        "from": reading.framework.rawValue,
      ])
    for (target, node) in order.enumerated() {
      let input = inputs[indexOfPart[node] ?? 0]
      network.layers.append(try layer(node, bias: input.bias))
      let terms = input.terms.map { (source: layerOfNode[$0.source], term: $0) }
      for (source, term) in terms.sorted(by: { $0.source ?? -1 < $1.source ?? -1 }) {
        network.projections.append(
          try projection(term, source: source, target: target, of: node))
      }
    }
    guard network.projections.count <= 1023 else {
      throw graph.location.error(
        "has \(network.projections.count) connections between layers; a model has at most 1023")
    }
    return network
  }

  /// Name of a part; the Output has that of the weights which it shows.
  private func name(of part: Int) -> String {
    graph.nodes[part == graph.ports.output ? shown : part].name
  }

  private func layer(_ node: Int, bias: [Double]) throws(Failure) -> RealLayer {
    let location = graph.location.at(node: name(of: node))
    try location.requireStorable(name(of: node))
    try location.at(parameter: "bias").requireFinite(bias, shape: [bias.count])
    guard let neurons = graph.nodes[node].neurons else {
      return RealLayer(
        name: name(of: node), kind: .leakyIntegrator, count: bias.count, largestCount: 0,
        leak: [Double](repeating: 0, count: bias.count),
        gain: [Double](repeating: 1, count: bias.count), bias: bias,
        constant: [Double](repeating: 0, count: bias.count))
    }
    return try RealLayer(
      neurons, count: bias.count, bias: bias, reading: reading.reading(of: name(of: node)),
      at: location)
  }

  private mutating func projection(
    _ term: WeightedSum.Term, source: Int?, target: Int, of node: Int
  ) throws(Failure) -> RealProjection {
    let direct = "\(graph.nodes[term.source].name) -> \(name(of: node))"
    let projectionName = term.weightNode.map { graph.nodes[$0].name } ?? direct
    let form = try sums.form(of: term, at: node)
    var projection = RealProjection(
      name: projectionName, source: source, target: target, weights: [],
      sources: shapes.size(term.source))
    var shape: [Int]
    switch form.weights {
    case .dense(let matrix):
      projection.weights = matrix.elements
      projection.sources = matrix.columns
      shape = [matrix.rows, matrix.columns]
    case .convolution(let convolution, let kernels):
      projection.weights = kernels
      projection.sources = convolution.input.count
      projection.convolution = convolution
      shape = [
        convolution.output.channels, convolution.inputChannelsPerGroup, convolution.vertical.kernel,
        convolution.horizontal.kernel,
      ]
    }
    projection.pooling = form.pooling
    projection.delayTicks = term.delayTicks
    // Finite numbers in the file may still overflow when multiplied or summed.
    try graph.location.at(node: projectionName).at(parameter: "weight")
      .requireFinite(projection.weights, shape: shape)
    return projection
  }

  private func checkSources(of inputs: [WeightedSum]) throws(Failure) {
    for (part, input) in zip(parts, inputs) {
      for term in input.terms where graph.nodes[term.source].neurons?.spikes == false {
        throw graph.location(of: term.source).error(
          "is an \(graph.nodes[term.source].neurons?.model.rawValue ?? "") that feeds "
            + "'\(name(of: part))'; neurons pass on spikes only, so it may only feed the Output"
        )
      }
    }
  }

  private mutating func noteDelays(_ evaluation: EvaluationOrder) {
    if !sums.joined.isEmpty {
      notes.append(
        "joined with the weights before them, as no neurons are between: \(quoted(sums.joined))")
    }
    if !sums.rounded.isEmpty {
      notes.append("delays rounded to whole ticks: \(quoted(sums.rounded))")
    }
    for (source, target) in evaluation.delayed {
      let (from, to) = (name(of: parts[source]), name(of: parts[target]))
      notes.append("the spikes of '\(from)' reach '\(to)' a tick later: they close a cycle")
    }
  }
}

extension NIRGraph {
  /// The node whose values the Output of a pruned graph shows: neurons or weights.
  fileprivate func nodeShown() throws(Failure) -> Int {
    let predecessors = NIRConnectivity(self).predecessors
    var node = ports.output
    repeat {
      let sources = predecessors[node]
      guard sources.count == 1 else {
        throw location(of: node).error(
          "is fed by several nodes (\(quoted(sources.map { nodes[$0].name }))); give it one, "
            + "of neurons or weights"
        )
      }
      node = sources[0]
    } while nodes[node].isRelay
    guard node != ports.input else {
      throw location(of: ports.output).error(
        "is fed by the Input itself; put neurons or weights between")
    }
    return node
  }
}
