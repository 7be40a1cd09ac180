import Katydid

// What people call the modes and layouts of a blob.

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

extension DecisionSection.Kind {
  var title: String {
    switch self {
    case .spotting: "spotting"
    case .tracking: "tracking"
    }
  }
}

extension SynapseLayout {
  var title: String {
    switch self {
    case .dense: "dense"
    case .sparse: "sparse"
    case .convolution: "convolution"
    }
  }
}
