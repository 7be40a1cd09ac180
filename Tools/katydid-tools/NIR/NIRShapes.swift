/// What every node of a pruned graph gives, found from the Input on; where a file leaves a number
/// of values open, it is that of what comes in.
struct NIRShapes {
  /// For each node the shape of its values. Their product is the number of them.
  private(set) var shapes: [[Int]]
  /// For each node of weights what it does, in the order in which it acts.
  private(set) var maps: [[LinearMap]]
  /// For each node of weights what it adds, one number for each value.
  private(set) var biases: [[Double]?]

  func size(_ node: Int) -> Int { shapes[node].reduce(1, *) }

  /// Also gives the neurons of the graph one parameter each.
  ///
  /// - Throws: If a node takes another number or shape of values than it is given.
  init(_ graph: inout NIRGraph) throws(Failure) {
    shapes = [[Int]](repeating: [], count: graph.nodes.count)
    maps = [[LinearMap]](repeating: [], count: graph.nodes.count)
    biases = [[Double]?](repeating: nil, count: graph.nodes.count)
    let successors = NIRConnectivity(graph).successors
    var isKnown = [Bool](repeating: false, count: graph.nodes.count)
    var pending = [graph.ports.input]
    guard case .input(let shape) = graph.nodes[graph.ports.input].content else { return }
    shapes[graph.ports.input] = shape
    isKnown[graph.ports.input] = true
    while let node = pending.popLast() {
      guard let count = elementCount(of: shapes[node]), (1...65_535).contains(count) else {
        throw graph.location(of: node).error(
          "gives \(shapes[node]) values; a layer has at most 65535")
      }
      for next in successors[node] {
        let taken = isKnown[next] ? given[next] : graph.nodes[next].taken
        guard (taken ?? count) == count else {
          throw graph.location(of: next).error(
            "takes \(taken ?? 0) values, but '\(graph.nodes[node].name)' gives \(count); one of the "
              + "two has the wrong shape (batch axes must be 1)")
        }
        if isKnown[next] { continue }
        isKnown[next] = true
        given[next] = count
        try resolve(next, in: &graph, given: shapes[node])
        pending.append(next)
      }
    }
  }

  /// Number of values that come into a node.
  private var given: [Int: Int] = [:]

  private mutating func resolve(
    _ node: Int, in graph: inout NIRGraph, given shape: [Int]
  ) throws(Failure) {
    let location = graph.location(of: node)
    shapes[node] = shape
    switch graph.nodes[node].content {
    case .input, .output, .relay: break
    case .flatten: shapes[node] = [shape.reduce(1, *)]
    case .weights(let weights, let bias):
      (maps[node], shapes[node]) = try weights.maps(of: shape, at: location)
      guard let bias else { return }
      // One number for each value, for each channel, or for all.
      let count = shapes[node].reduce(1, *)
      guard !bias.isEmpty, count % bias.count == 0 else {
        throw location.at(parameter: "bias").error(
          "has \(bias.count) numbers for \(shapes[node]) values")
      }
      biases[node] = bias.flatMap { [Double](repeating: $0, count: count / bias.count) }
    case .delay(let seconds, let own):
      guard let spread = broadcast(seconds, shape: own, to: shape) else {
        throw location.at(parameter: "delay").error(
          "has the shape \(own), and \(shape) comes in; give it one of the same shape")
      }
      graph.nodes[node].content = .delay(spread, shape: shape)
    case .neurons(var neurons):
      try neurons.spread(over: shape, at: location)
      graph.nodes[node].content = .neurons(neurons)
    }
  }
}

extension NIRNode {
  /// Number of values that the node takes, if it says so.
  fileprivate var taken: Int? {
    switch content {
    case .output(let count): count
    case .weights(.dense(let matrix), _): matrix.columns
    default: nil
    }
  }
}

extension NIRNeurons {
  /// Gives every neuron its own parameters.
  fileprivate mutating func spread(over shape: [Int], at location: InputLocation) throws(Failure) {
    let total = shape.reduce(1, *)
    if let count, count != total {
      let own = self.shape ?? [count]
      for (name, values) in parameters where values.count > 1 {
        guard let spread = broadcast(values, shape: own, to: shape) else {
          throw location.error(
            "takes \(count) values of the shape \(own), but \(total) of the shape \(shape) come in; "
              + "one of the two has the wrong shape (batch axes must be 1)")
        }
        parameters[name] = spread
      }
    }
    count = total
  }
}
