import Katydid

/// What a NIR file holds, as stored: nested graphs are flattened, nothing is interpreted yet.
struct NIRGraph {
  /// The file's path, for errors.
  var file: String
  /// Version of the nir package that wrote the file, if it says so.
  var version: String?
  var nodes: [NIRNode]
  var edges: [NIREdge]

  var location: InputLocation { InputLocation(file: file) }

  func location(of node: Int) -> InputLocation { location.at(node: nodes[node].name) }
}

/// From one node to another, as indices into the nodes.
struct NIREdge: Hashable {
  var source: Int
  var target: Int
}

struct NIRNode {
  /// Name in the file; for a node of a nested graph `GRAPH/NODE`. No two nodes share one.
  var name: String
  var content: Content

  enum Content {
    /// Where the network's input comes in, with its shape. A batch axis has the extent 1.
    case input(shape: [Int])
    /// Where the network's output goes, with its size if the file states one.
    case output(count: Int?)
    /// The Input or Output of a nested graph: passes on the sum of what it gets.
    case relay
    /// Linear (without bias) and Affine.
    case weights(Matrix, bias: [Double]?)
    case neurons(NIRNeurons)
  }

  var neurons: NIRNeurons? {
    if case .neurons(let neurons) = content { neurons } else { nil }
  }

  var isRelay: Bool { if case .relay = content { true } else { false } }
  var isWeights: Bool { if case .weights = content { true } else { false } }
}

/// A node of neurons with its parameters under NIR's names, in NIR's units.
struct NIRNeurons {
  /// LIF, CuBa-LIF, IF or LI.
  var kind: NeuronKind
  /// Number of neurons, or nil if every parameter is a scalar: as many as what comes in has.
  var count: Int?
  /// Each has `count` elements, or one for all neurons.
  var parameters: [String: [Double]]

  /// A parameter with one element for each of `count` neurons. A parameter that the file may leave
  /// out needs a default.
  func values(_ name: String, count: Int, default standard: Double? = nil) -> [Double] {
    let values = parameters[name] ?? [standard ?? 0]
    return values.count == count ? values : [Double](repeating: values[0], count: count)
  }
}
