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
    /// Passes on what it gets as one long list.
    case flatten
    /// What sums up its values with weights. A bias is one number for each value that comes out, or
    /// for each of its channels.
    case weights(NIRWeights, bias: [Double]?)
    /// Passes everything on later: seconds, and their shape.
    case delay([Double], shape: [Int])
    case neurons(NIRNeurons)
  }

  var neurons: NIRNeurons? {
    if case .neurons(let neurons) = content { neurons } else { nil }
  }

  /// Whether it only passes on.
  var isRelay: Bool {
    switch content {
    case .relay, .flatten: true
    default: false
    }
  }

  /// Whether it acts on values between neurons.
  var isWeights: Bool {
    switch content {
    case .weights, .delay: true
    default: false
    }
  }
}

/// A node of neurons with its parameters under NIR's names, in NIR's units.
struct NIRNeurons {
  /// The type of the node.
  enum Model: String {
    case lif = "LIF"
    case cubaLIF = "CubaLIF"
    case integrateAndFire = "IF"
    case leakyIntegrator = "LI"
    case cubaLI = "CubaLI"
    case integrator = "I"
    case threshold = "Threshold"
  }

  var model: Model
  /// Number of neurons, or nil if every parameter is a scalar: as many as what comes in has.
  var count: Int?
  /// Shape of the parameters that are no scalars.
  var shape: [Int]?
  /// Each has `count` elements, or one for all neurons.
  var parameters: [String: [Double]]

  /// What the engine makes of it: Threshold is an LIF that keeps nothing, I an LI that keeps all,
  /// CubaLI a CuBa-LIF that never fires.
  var kind: NeuronKind {
    switch model {
    case .lif, .threshold: .lif
    case .cubaLIF, .cubaLI: .cubaLIF
    case .integrateAndFire: .integrateAndFire
    case .leakyIntegrator, .integrator: .leakyIntegrator
    }
  }

  /// Whether it passes on spikes; else its membrane potential is looked at.
  var spikes: Bool { kind.spikes && model != .cubaLI }

  /// Whether it has a time constant of the membrane.
  var isLeaky: Bool {
    switch model {
    case .lif, .cubaLIF, .leakyIntegrator, .cubaLI: true
    case .integrateAndFire, .integrator, .threshold: false
    }
  }

  /// A parameter with one element for each of `count` neurons. A parameter that the file may leave
  /// out needs a default.
  func values(_ name: String, count: Int, default standard: Double? = nil) -> [Double] {
    let values = parameters[name] ?? [standard ?? 0]
    return values.count == count ? values : [Double](repeating: values[0], count: count)
  }
}
