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
}
