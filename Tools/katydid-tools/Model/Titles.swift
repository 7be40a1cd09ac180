import Katydid

// What people call the kinds and modes of a blob.

extension NeuronKind {
  var title: String {
    switch self {
    case .lif: "LIF"
    case .cubaLIF: "CuBa-LIF"
    case .alif: "ALIF"
    case .adLIF: "adLIF"
    case .integrateAndFire: "IF"
    case .leakyIntegrator: "LI"
    }
  }
}

extension ResetMode {
  var title: String {
    switch self {
    case .toValue: "to value"
    case .subtract: "subtract"
    case .subtractAdaptive: "subtract adaptive"
    }
  }
}

extension Comparison {
  var title: String {
    switch self {
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}

extension SynapseLayout {
  var title: String {
    switch self {
    case .dense: "dense"
    case .sparse: "sparse"
    }
  }
}
