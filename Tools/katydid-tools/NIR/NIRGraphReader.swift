/// Reads the graph of a NIR file (Pedersen et al. 2024): nodes, edges, nested graphs.
///
/// The file is HDF5: `/version`, `/node/type` = "NIRGraph", `/node/edges` `[edges, 2]` of names,
/// `/node/nodes/NAME/type` and the node's parameters. A nested graph is a node that has `edges` and
/// `nodes` in turn; it is entered at its Input and left at its Output.
struct NIRGraphReader {
  /// What a file may hold: far above any network that fits a blob. A damaged or hostile file, whose
  /// groups may even contain themselves, is stopped early.
  private enum Limit {
    static let nodes = 4096
    static let edges = 65_536
    static let depth = 16
    static let graphs = 1024
  }

  /// Where a node is entered and left, as indices into the nodes: the same but for a nested graph.
  private struct Ports {
    var inlet: Int?
    var outlet: Int?
  }

  private(set) var graph: NIRGraph
  private var nodeReader = NIRNodeReader()
  /// Graphs read so far; one may be linked to from several.
  private var graphs = 0
  private var edgeNotes: [String] = []

  /// What was ignored.
  var notes: [String] { nodeReader.notes + edgeNotes }

  init(path: String) throws(Failure) {
    graph = NIRGraph(file: path, nodes: [], edges: [])
    let root = try HDF5Group(file: graph.location)
    if root.has("version") { graph.version = String(try root.string("version").prefix(32)) }
    let top = try root.group("node", at: graph.location.at(parameter: "/node"))
    let type = try top.string("type")
    guard type == "NIRGraph" else {
      throw top.location.error("is a \(type); it must be a NIRGraph with an Input and an Output")
    }
    let ports = try readGraph(top, prefix: "")
    for (port, type) in [(ports.inlet, "Input"), (ports.outlet, "Output")] where port == nil {
      throw graph.location.error("has no \(type) node; add one with an edge")
    }
  }

  /// Appends the nodes and edges of a graph.
  ///
  /// - Parameter prefix: What precedes the names of its nodes: "" for the file, "GRAPH/" for a
  ///   nested graph.
  private mutating func readGraph(
    _ group: borrowing HDF5Group, prefix: String, depth: Int = 0
  ) throws(Failure) -> Ports {
    let location = group.location
    guard depth <= Limit.depth else {
      throw location.error("is nested more than \(Limit.depth) graphs deep; flatten the graph")
    }
    graphs += 1
    guard graphs <= Limit.graphs else { throw graph.location.error("has too many nested graphs") }
    let list = try group.group("nodes", at: location.at(parameter: "nodes"))
    var own = Ports()
    var ports: [String: Ports] = [:]
    for name in try list.members(limit: Limit.nodes) {
      let node = try list.group(name, at: graph.location.at(node: prefix + name))
      let type = try node.string("type")
      if type == "NIRGraph" {
        ports[name] = try readGraph(node, prefix: prefix + name + "/", depth: depth + 1)
        continue
      }
      let index = graph.nodes.count
      guard index < Limit.nodes else {
        throw graph.location.error("has more than \(Limit.nodes) nodes")
      }
      let content = try nodeReader.content(of: node, type: type, isNested: depth > 0)
      graph.nodes.append(NIRNode(name: prefix + name, content: content))
      ports[name] = Ports(inlet: index, outlet: index)
      switch type {
      case "Input": try claim(&own.inlet, index, "Input")
      case "Output": try claim(&own.outlet, index, "Output")
      default: break
      }
    }
    try readEdges(of: group, between: ports)
    return own
  }

  private func claim(_ port: inout Int?, _ index: Int, _ type: String) throws(Failure) {
    if let first = port {
      throw graph.location(of: index).error(
        "is a second \(type) beside '\(graph.nodes[first].name)'; a graph may have one")
    }
    port = index
  }

  private mutating func readEdges(
    of group: borrowing HDF5Group, between ports: [String: Ports]
  ) throws(Failure) {
    let location = group.location.at(parameter: "edges")
    let (names, shape) = try group.dataset("edges").strings(limit: 2 * Limit.edges)
    guard names.isEmpty || (shape.count == 2 && shape[1] == 2) else {
      throw location.error("has the shape \(shape); it must be [edges, 2]")
    }
    var edges: Set<NIREdge> = []
    for index in stride(from: 0, to: names.count, by: 2) {
      let (from, to) = (names[index], names[index + 1])
      let text = "'\(from)' -> '\(to)'"
      for name in [from, to] where ports[name] == nil {
        throw location.error("\(text): there is no node '\(name)'")
      }
      guard let source = ports[from]?.outlet else {
        throw location.error("\(text): the graph '\(from)' has no Output node")
      }
      guard let target = ports[to]?.inlet else {
        throw location.error("\(text): the graph '\(to)' has no Input node")
      }
      // nir keeps its edges as a set.
      if edges.insert(NIREdge(source: source, target: target)).inserted {
        graph.edges.append(NIREdge(source: source, target: target))
      } else {
        edgeNotes.append("the edge \(text) is there twice and counts once")
      }
    }
  }
}
