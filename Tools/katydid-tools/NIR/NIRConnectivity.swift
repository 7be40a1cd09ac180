/// Who feeds whom in a NIR graph.
struct NIRConnectivity {
  /// For each node those that it feeds, and those that feed it, in the order of the nodes.
  private(set) var successors: [[Int]]
  private(set) var predecessors: [[Int]]

  init(_ graph: NIRGraph) {
    successors = [[Int]](repeating: [], count: graph.nodes.count)
    predecessors = successors
    // Files list edges in any order; ours decides the order of sums and of projections.
    for edge in graph.edges.sorted(by: { ($0.source, $0.target) < ($1.source, $1.target) }) {
      successors[edge.source].append(edge.target)
      predecessors[edge.target].append(edge.source)
    }
  }

  /// Which nodes can be reached from a node along the lists; the node itself is one of them.
  static func reach(from start: Int, along lists: [[Int]]) -> [Bool] {
    var isReached = [Bool](repeating: false, count: lists.count)
    isReached[start] = true
    var pending = [start]
    while let node = pending.popLast() {
      for next in lists[node] where !isReached[next] {
        isReached[next] = true
        pending.append(next)
      }
    }
    return isReached
  }
}

extension NIRGraph {
  /// Index of the Input and of the Output. The reader made sure that there is one of each.
  var ports: (input: Int, output: Int) {
    var ports = (input: 0, output: 0)
    for (index, node) in nodes.enumerated() {
      if case .input = node.content { ports.input = index }
      if case .output = node.content { ports.output = index }
    }
    return ports
  }

  /// The graph without the nodes that do not lead to the Output, and the names of those.
  ///
  /// - Throws: If the Output is not reached from the Input, or a node leads to it that is not.
  func pruned() throws(Failure) -> (graph: NIRGraph, dropped: [String]) {
    let (input, output) = ports
    for edge in edges where edge.target == input || edge.source == output {
      let (source, target) = (nodes[edge.source].name, nodes[edge.target].name)
      throw location.at(parameter: "edges").error(
        "'\(source)' -> '\(target)': nothing can go into the Input or come out of the Output")
    }
    let connectivity = NIRConnectivity(self)
    let fromInput = NIRConnectivity.reach(from: input, along: connectivity.successors)
    let toOutput = NIRConnectivity.reach(from: output, along: connectivity.predecessors)
    guard fromInput[output] else {
      throw location(of: output).error(
        "is not reached from the Input '\(nodes[input].name)'; an edge is missing")
    }
    if let node = nodes.indices.first(where: { toOutput[$0] && !fromInput[$0] }) {
      throw location(of: node).error(
        "leads to the Output but gets nothing from the Input; add the missing edge or remove it")
    }

    var graph = self
    graph.nodes = []
    var newIndex: [Int: Int] = [:]
    for (index, node) in nodes.enumerated() where toOutput[index] {
      newIndex[index] = graph.nodes.count
      graph.nodes.append(node)
    }
    graph.edges = edges.compactMap { edge in
      guard let source = newIndex[edge.source], let target = newIndex[edge.target] else {
        return nil
      }
      return NIREdge(source: source, target: target)
    }
    return (graph, nodes.indices.filter { !toOutput[$0] }.map { nodes[$0].name })
  }

  /// Number of values that each node of a pruned graph gives; where a file leaves it open, that of
  /// what comes in.
  ///
  /// - Throws: If a node takes another number of values than it is given.
  func sizes() throws(Failure) -> [Int] {
    var taken = nodes.map { node -> Int? in
      switch node.content {
      case .input(let shape): shape.reduce(1, *)
      case .output(let count): count
      case .relay: nil
      case .weights(let matrix, _): matrix.columns
      case .neurons(let neurons): neurons.count
      }
    }
    let successors = NIRConnectivity(self).successors
    var sizes = [Int](repeating: 0, count: nodes.count)
    var pending = [ports.input]
    // Every node of a pruned graph is reached from the Input, and by then it is known how much it
    // takes.
    while let node = pending.popLast() {
      sizes[node] = taken[node] ?? 0
      if case .weights(let matrix, _) = nodes[node].content { sizes[node] = matrix.rows }
      guard (1...65_535).contains(sizes[node]) else {
        throw location(of: node).error("gives \(sizes[node]) values; a layer has at most 65535")
      }
      for next in successors[node] {
        guard (taken[next] ?? sizes[node]) == sizes[node] else {
          throw location(of: next).error(
            "takes \(taken[next] ?? 0) values, but '\(nodes[node].name)' gives \(sizes[node]); one of the "
              + "two has the wrong shape (batch axes must be 1)")
        }
        let isNew = sizes[next] == 0
        taken[next] = sizes[node]
        if isNew { pending.append(next) }
      }
    }
    return sizes
  }
}
