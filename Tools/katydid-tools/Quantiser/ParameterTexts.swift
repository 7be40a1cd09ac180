import Katydid

extension Parameter {
  /// What people call it.
  var title: String {
    switch self {
    case .unit: "unit"
    case .bias: "bias"
    case .leak: "leak"
    case .threshold: "threshold"
    case .reset: "reset value"
    case .refractoryPeriod: "refractory period"
    case .currentLeak: "leak of the current"
    case .membraneBias: "bias of the membrane"
    case .adaptationLeak: "leak of the adaptation"
    case .adaptationJump: "jump of the adaptation"
    case .couplingMantissa, .couplingShift: "coupling"
    case .lowerBound: "lower bound"
    }
  }

  /// What a real value of it must be.
  var permitted: String {
    switch self {
    case .unit: "scale the weights: their step must be a float32 above 0"
    case .leak, .currentLeak, .adaptationLeak: "it must be within 0...1"
    case .threshold: "where a neuron may spike several times a tick it must be above 0"
    case .refractoryPeriod: "it must be a whole number of ticks within 0...65535"
    case .couplingMantissa, .couplingShift: "its magnitude must be below 2^30"
    case .lowerBound: "it must be 0 or below; check it against the weights of its neuron"
    case .bias, .reset, .membraneBias, .adaptationJump: "check it against the weights of its neuron"
    }
  }
}
