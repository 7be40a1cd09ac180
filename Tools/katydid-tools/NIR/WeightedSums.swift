import Katydid

/// What a node gets, or gives, in a tick: a weighted sum of the values of the Input and of neurons,
/// plus a bias.
struct WeightedSum {
  struct Term {
    /// The Input or a node of neurons, as index into the nodes.
    var source: Int
    /// For each value of the source the ticks after which it comes; nil for none.
    var delayTicks: [Int]?
    /// What acts on the values then.
    var chain = MapChain()
    /// The node of weights that acts last, or nil if there is none.
    var weightNode: Int?
  }

  /// In the order of their sources. Several have the same source where its values take several ways
  /// that have no common form.
  var terms: [Term]
  var bias: [Double]
}

/// Works out for every node what it gets: chains of weights become one, edges into one node are
/// summed.
struct WeightedSums {
  private var budget = MatrixBudget()
  private let graph: NIRGraph
  private let shapes: NIRShapes
  private let tick: Double
  private let predecessors: [[Int]]
  /// What each node of weights and each relay gives.
  private var given: [Int: WeightedSum] = [:]
  /// Nodes whose weights were joined with those before them, by name.
  private(set) var joined: [String] = []
  /// Delays that are no whole number of ticks, by the name of their node.
  private(set) var rounded: [String] = []

  /// - Parameters:
  ///   - graph: A pruned graph.
  ///   - tick: Duration of a tick in the unit of the file's delays.
  /// - Throws: If weights form a cycle without neurons, or their products are too large.
  init(_ graph: NIRGraph, shapes: NIRShapes, tick: Double) throws(Failure) {
    (self.graph, self.shapes, self.tick) = (graph, shapes, tick)
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
    let size = predecessors[node].first.map { shapes.size($0) } ?? 0
    var sum = WeightedSum(terms: [], bias: [Double](repeating: 0, count: size))
    for predecessor in predecessors[node] {
      let part =
        given[predecessor]
        ?? WeightedSum(
          terms: [.init(source: predecessor)], bias: [Double](repeating: 0, count: size))
      for term in part.terms { try add(term, to: &sum.terms, at: node) }
      for index in part.bias.indices { sum.bias[index] += part.bias[index] }
    }
    sum.terms.sort { $0.source < $1.source }
    return sum
  }

  /// Adds a term to one from the same source if both are matrices, else beside it.
  private mutating func add(
    _ term: WeightedSum.Term, to terms: inout [WeightedSum.Term], at node: Int
  ) throws(Failure) {
    guard
      let index = terms.firstIndex(where: {
        $0.source == term.source && $0.delayTicks == term.delayTicks && $0.chain.canBeMatrix
      }), term.chain.canBeMatrix
    else {
      terms.append(term)
      return
    }
    let (left, right) = (try matrix(of: terms[index], at: node), try matrix(of: term, at: node))
    try budget.charge(
      elements: left.elements.count, products: 0, at: graph.location(of: node))
    terms[index].chain = MapChain(.dense(left + right))
    terms[index].weightNode = terms[index].weightNode ?? term.weightNode
  }

  private mutating func matrix(
    of term: WeightedSum.Term, at node: Int
  ) throws(Failure) -> Matrix {
    let ones = [Double](repeating: 1, count: shapes.size(term.source))
    return try budget.matrix(
      of: term.chain.maps.first ?? .diagonal(ones), at: graph.location(of: node))
  }

  /// A term as what a projection has.
  mutating func form(
    of term: WeightedSum.Term, at node: Int
  ) throws(Failure) -> ProjectionForm {
    try ProjectionForm(
      term.chain, shape: shapes.shapes[term.source], size: shapes.size(term.source),
      budget: &budget, at: graph.location(of: node))
  }

  private mutating func sumGiven(by node: Int) throws(Failure) -> WeightedSum {
    var sum = try sum(into: node)
    if case .delay(let seconds, _) = graph.nodes[node].content {
      return try delayed(sum, by: seconds, at: node)
    }
    guard graph.nodes[node].isWeights else { return sum }
    let location = graph.location(of: node)
    let before = sum.terms.map(\.chain.maps.count)
    for map in shapes.maps[node] {
      for index in sum.terms.indices {
        if case .dense(let first)? = sum.terms[index].chain.maps.last, case .dense(let next) = map {
          sum.terms[index].chain.replaceLast(
            with: .dense(try budget.product(next, first, at: location)))
        } else {
          sum.terms[index].chain.append(map)
        }
      }
      if sum.bias.contains(where: { $0 != 0 }) {
        try budget.charge(elements: 0, products: map.products, at: location)
        sum.bias = map.applied(to: sum.bias)
      } else {
        sum.bias = [Double](repeating: 0, count: map.outputs)
      }
    }
    for index in sum.terms.indices { sum.terms[index].weightNode = node }
    if zip(sum.terms, before).contains(where: { 0 < $1 && $0.chain.maps.count <= $1 }) {
      joined.append(graph.nodes[node].name)
    }
    if let bias = shapes.biases[node] {
      for index in bias.indices { sum.bias[index] += bias[index] }
    }
    return sum
  }

  /// The same later: a delay of its source where that is the same, else a term for each delay.
  private mutating func delayed(
    _ sum: WeightedSum, by seconds: [Double], at node: Int
  ) throws(Failure) -> WeightedSum {
    let location = graph.location(of: node).at(parameter: "delay")
    let ticks = try wholeTicks(seconds, at: location)
    if let index = ticks.indices.first(where: { ticks[$0] > 0 && sum.bias[$0] != 0 }) {
      throw location.error(
        "is behind a bias at \(index), which would begin \(ticks[index]) ticks late; put the bias "
          + "behind the delay")
    }
    var result = sum
    result.terms = []
    let distinct = Set(ticks).sorted()
    for term in sum.terms {
      let perSource: [Int]?
      if distinct.count == 1 {
        perSource = [Int](repeating: distinct[0], count: shapes.size(term.source))
      } else {
        perSource = term.chain.isElementwise ? ticks : nil
      }
      if let perSource {
        result.terms.append(try term.later(by: perSource, at: location))
        continue
      }
      guard distinct.count <= 64 else {
        throw location.error(
          "has \(distinct.count) different delays behind weights, and each takes weights of its own; "
            + "at most 64 can be packed: put the Delay before the weights, or round the delays")
      }
      for delay in distinct {
        var part = try term.later(
          by: [Int](repeating: delay, count: shapes.size(term.source)), at: location)
        part.chain.append(.diagonal(ticks.map { $0 == delay ? 1 : 0 }))
        result.terms.append(part)
      }
    }
    return result
  }

  private mutating func wholeTicks(
    _ seconds: [Double], at location: InputLocation
  ) throws(Failure) -> [Int] {
    var ticks: [Int] = []
    for (index, value) in seconds.enumerated() {
      let exact = value / tick
      guard exact < 65_535.5 else {
        throw location.error(
          "is \(value) s at \(index), more than the 65535 ticks that a model can wait; give a longer "
            + "tick (--dt)")
      }
      ticks.append(Int(exact.rounded()))
      if abs(exact - exact.rounded()) > 1e-3, rounded.last != location.node ?? "" {
        rounded.append(location.node ?? "")
      }
    }
    return ticks
  }
}

extension WeightedSum.Term {
  /// The same with more delay.
  fileprivate func later(by ticks: [Int], at location: InputLocation) throws(Failure) -> Self {
    var term = self
    let sum = delayTicks.map { zip($0, ticks).map { $0 + $1 } } ?? ticks
    guard sum.allSatisfy({ $0 <= 65_535 }) else {
      throw location.error("adds up to more than the 65535 ticks that a model can wait")
    }
    term.delayTicks = sum.allSatisfy { $0 == 0 } ? nil : sum
    return term
  }
}
