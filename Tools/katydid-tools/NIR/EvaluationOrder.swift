/// The order in which the parts of a network are worked out in a tick, and which connections have
/// to wait for the next tick.
///
/// Every cycle costs one tick: a depth-first search from the input finds the connection that closes
/// it, which is the one delayed. Where the search or the order is free, the part that is fewer
/// connections from the input comes first, then the one whose name comes first; the order of edges
/// in the file has no say.
struct EvaluationOrder {
  /// The parts, the input first. A connection that is not delayed leads to a later one.
  private(set) var order: [Int] = []
  /// Connections that close a cycle, from a part to itself or to an earlier one.
  private(set) var delayed: [(source: Int, target: Int)] = []

  /// - Parameters:
  ///   - names: Of the parts. The first is the input; all others can be reached from it.
  ///   - sources: For each part those that feed it.
  init(names: [String], sources: [[Int]]) {
    var targets = [[Int]](repeating: [], count: names.count)
    for (target, list) in sources.enumerated() {
      for source in list { targets[source].append(target) }
    }

    var rank = [Int](repeating: .max, count: names.count)
    var byRank = [0]
    rank[0] = 0
    var frontier = [0]
    while !frontier.isEmpty {
      let next = Set(frontier.flatMap { targets[$0] }).filter { rank[$0] == .max }
      frontier = next.sorted { names[$0] < names[$1] }
      for part in frontier {
        rank[part] = byRank.count
        byRank.append(part)
      }
    }

    // Connections to a part that the search is still below close a cycle. Recursion is as deep as
    // there are layers: 255.
    enum Mark { case unseen, below, done }
    var marks = [Mark](repeating: .unseen, count: names.count)
    var delayedSources = [Set<Int>](repeating: [], count: names.count)
    func search(_ part: Int) {
      marks[part] = .below
      for target in targets[part].sorted(by: { rank[$0] < rank[$1] }) {
        if marks[target] == .below {
          delayed.append((part, target))
          delayedSources[target].insert(part)
        }
        if marks[target] == .unseen { search(target) }
      }
      marks[part] = .done
    }
    search(0)

    var isPlaced = [Bool](repeating: false, count: names.count)
    func isReady(_ part: Int) -> Bool {
      sources[part].allSatisfy { isPlaced[$0] || delayedSources[part].contains($0) }
    }
    while let part = byRank.first(where: { !isPlaced[$0] && isReady($0) }) {
      isPlaced[part] = true
      order.append(part)
    }
  }
}
