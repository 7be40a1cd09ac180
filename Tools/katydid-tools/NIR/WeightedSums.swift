/// What a node gets, or gives, in a tick: a weighted sum of the values of the Input and of neurons,
/// plus a bias.
struct WeightedSum {
  struct Term {
    /// The Input or a node of neurons, as index into the nodes.
    var source: Int
    /// `[values of the sum, values of the source]`; nil for the identity.
    var weights: Matrix?
    /// The node of weights that acts last, or nil if there is none.
    var weightNode: Int?
  }

  /// No two have the same source. In the order of their sources.
  var terms: [Term]
  var bias: [Double]
}

/// Works out for every node what it gets: chains of Linear and Affine are multiplied, edges into
/// one node are summed.
struct WeightedSums {
  /// Limits of the work that a small file can ask for by chaining weights: numbers in all matrices
  /// made, and products.
  private var remainingElements = 1 << 26
  private var remainingProducts = 1 << 34

  private let graph: NIRGraph
  private let sizes: [Int]
  private let predecessors: [[Int]]
  /// What each node of weights and each relay gives.
  private var given: [Int: WeightedSum] = [:]
  /// Nodes whose weights were multiplied with those before them, by name.
  private(set) var multiplied: [String] = []

  /// - Parameters:
  ///   - graph: A pruned graph.
  ///   - sizes: Number of values that each node gives.
  /// - Throws: If weights form a cycle without neurons, or their products are too large.
  init(_ graph: NIRGraph, sizes: [Int]) throws(Failure) {
    (self.graph, self.sizes) = (graph, sizes)
    predecessors = NIRConnectivity(graph).predecessors

    // A node can be worked out once all weights and relays before it are.
    func isPassive(_ node: Int) -> Bool { graph.nodes[node].isWeights || graph.nodes[node].isRelay }
    var waiting = graph.nodes.indices.filter(isPassive)
    while !waiting.isEmpty {
      let ready = waiting.filter { node in
        predecessors[node].allSatisfy { !isPassive($0) || given[$0] != nil }
      }
      if ready.isEmpty {
        let names = waiting.map { graph.nodes[$0].name }.joined(separator: ", ")
        throw graph.location.error(
          "a cycle of edges without neurons, through or into: \(names); only neurons "
            + "delay a cycle by a tick"
        )
      }
      for node in ready { given[node] = try sumGiven(by: node) }
      waiting.removeAll { given[$0] != nil }
    }
  }

  /// What a node gets from all its edges together.
  mutating func sum(into node: Int) throws(Failure) -> WeightedSum {
    let size = predecessors[node].first.map { sizes[$0] } ?? 0
    var sum = WeightedSum(terms: [], bias: [Double](repeating: 0, count: size))
    for predecessor in predecessors[node] {
      let part =
        given[predecessor]
        ?? WeightedSum(
          terms: [.init(source: predecessor)], bias: [Double](repeating: 0, count: size))
      for term in part.terms {
        if let index = sum.terms.firstIndex(where: { $0.source == term.source }) {
          let left = try matrix(sum.terms[index], at: node)
          let right = try matrix(term, at: node)
          try charge(elements: left.elements.count, products: 0, node)
          sum.terms[index].weights = left + right
          sum.terms[index].weightNode = sum.terms[index].weightNode ?? term.weightNode
        } else {
          sum.terms.append(term)
        }
      }
      for index in part.bias.indices { sum.bias[index] += part.bias[index] }
    }
    sum.terms.sort { $0.source < $1.source }
    return sum
  }

  /// The weights of a term, the identity written out.
  mutating func matrix(_ term: WeightedSum.Term, at node: Int) throws(Failure) -> Matrix {
    if let weights = term.weights { return weights }
    let size = sizes[term.source]
    try charge(elements: size * size, products: 0, node)
    return .identity(size)
  }

  private mutating func sumGiven(by node: Int) throws(Failure) -> WeightedSum {
    var sum = try sum(into: node)
    guard case .weights(let matrix, let bias) = graph.nodes[node].content else { return sum }
    if sum.terms.contains(where: { $0.weights != nil }) {
      multiplied.append(graph.nodes[node].name)
    }
    for index in sum.terms.indices {
      sum.terms[index].weightNode = node
      guard let weights = sum.terms[index].weights else {
        sum.terms[index].weights = matrix
        continue
      }
      let elements = matrix.rows * weights.columns
      try charge(elements: elements, products: elements.multiplied(matrix.columns), node)
      sum.terms[index].weights = matrix * weights
    }
    sum.bias = matrix * sum.bias
    if let bias { for index in bias.indices { sum.bias[index] += bias[index] } }
    return sum
  }

  private mutating func charge(
    elements: Int, products: Int, _ node: Int
  ) throws(Failure) {
    guard elements <= remainingElements, products <= remainingProducts else {
      throw graph.location(of: node).error(
        "would take a weight matrix of \(elements) elements made of others, or too much work "
          + "to make it; put neurons between the weights, or multiply them before export")
    }
    remainingElements -= elements
    remainingProducts -= products
  }
}

extension Int {
  /// The product, or the largest Int if that is larger.
  fileprivate func multiplied(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
