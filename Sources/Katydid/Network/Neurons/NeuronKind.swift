/// The neuron models that a layer can be made of. Equations stand above the code of each, and in `Numbers.md`.
public enum NeuronKind: UInt8, Sendable {
  /// Leaky integrate-and-fire.
  case lif = 1
  /// LIF behind a leaky synaptic current.
  case cubaLIF = 2
  /// LIF with an adaptive threshold: the LSNN neuron of Bellec et al. 2018.
  case alif = 3
  /// LIF with an adaptive current.
  case adLIF = 4
  /// Integrate-and-fire without a leak.
  case integrateAndFire = 5
  /// Leaky integrator that never spikes: a readout.
  case leakyIntegrator = 6
  /// LIF whose threshold is twice as high while its potential is still above it after a reset.
  case raisedLIF = 7

  public var spikes: Bool { self != .leakyIntegrator }

  /// Whether its second state is added to its threshold.
  var raisesThreshold: Bool { self == .alif || self == .raisedLIF }

  /// What the field calls it.
  public var title: StaticString {
    switch self {
    case .lif: "LIF"
    case .cubaLIF: "CuBa-LIF"
    case .alif: "ALIF"
    case .adLIF: "adLIF"
    case .integrateAndFire: "IF"
    case .leakyIntegrator: "LI"
    case .raisedLIF: "raised LIF"
    }
  }

  /// State variables of one neuron, without the refractory counter.
  public var stateCount: Int {
    switch self {
    case .lif, .integrateAndFire, .leakyIntegrator: 1
    case .cubaLIF, .alif, .adLIF, .raisedLIF: 2
    }
  }
}

/// What a layer has or does besides what its kind says.
///
/// No `OptionSet`: that can be written as an array literal, and arrays allocate.
public struct LayerFlags: Equatable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  // Computed: reading a stored constant of a type may run its initialiser, which takes a lock.

  /// Its neurons have refractory periods.
  public static var hasRefractory: LayerFlags { LayerFlags(rawValue: 1) }
  /// In its refractory period a neuron keeps its membrane potential: no leak, no input.
  public static var holdsInRefractory: LayerFlags { LayerFlags(rawValue: 2) }
  /// At the end of a tick potentials below a bound are raised to it.
  public static var hasLowerBound: LayerFlags { LayerFlags(rawValue: 4) }

  /// Whether all of the others are among these.
  public func contains(_ others: LayerFlags) -> Bool { rawValue & others.rawValue == others.rawValue }

  /// Whether a layer of this kind may have these: a reader refuses all others.
  func areValid(for kind: NeuronKind) -> Bool {
    if contains(.holdsInRefractory) && !contains(.hasRefractory) { return false }
    return rawValue & ~7 == 0 && (kind.spikes || !contains(.hasRefractory))
  }
}

/// What becomes of the membrane potential of a neuron that fired `n` times in a tick.
public enum ResetMode: UInt8, Sendable {
  /// It becomes the neuron's reset value.
  case toValue = 0
  /// `n` times the neuron's reset amount is subtracted.
  case subtract = 1
  /// `n` times the sum of reset amount and adaptation is subtracted (ALIF only).
  case subtractAdaptive = 2
}

/// When a membrane potential fires at a threshold.
public enum Comparison: UInt8, Sendable {
  case greater = 0
  case greaterOrEqual = 1
}

/// How the weights of a projection are laid out in the blob.
public enum SynapseLayout: UInt8, Sendable {
  case dense = 0
  case sparse = 1
  case convolution = 2
}

/// The parameter arrays of a layer, in the order in which they lie in the blob.
///
/// Each is an array of Int32, one element a neuron; formats and ranges in `Numbers.md`.
public enum Parameter: Int, Sendable {
  case unit, bias, leak, threshold, reset, refractoryPeriod
  case currentLeak, membraneBias
  case adaptationLeak, adaptationJump
  case couplingMantissa, couplingShift
  case lowerBound

  /// Number of parameters. Not `CaseIterable`, whose array would be an allocation.
  public static var total: Int { lowerBound.rawValue + 1 }

  public func isPresent(in kind: NeuronKind, flags: LayerFlags) -> Bool {
    switch self {
    case .unit, .bias: true
    case .leak: kind != .integrateAndFire
    case .threshold, .reset: kind.spikes
    case .refractoryPeriod: flags.contains(.hasRefractory)
    case .currentLeak, .membraneBias: kind == .cubaLIF
    case .adaptationLeak, .adaptationJump: kind == .alif || kind == .adLIF
    case .couplingMantissa, .couplingShift: kind == .adLIF
    case .lowerBound: flags.contains(.hasLowerBound)
    }
  }

  /// Values that an element may have, given the largest spike count of the layer.
  public func range(largestCount: Int) -> ClosedRange<Int32> {
    switch self {
    case .unit: 1...0x7F7F_FFFF  // bit patterns of the positive finite float32 numbers
    case .bias, .reset, .membraneBias, .adaptationJump: -maximumState...maximumState
    case .threshold: (largestCount > 1 ? 1 : -maximumState)...maximumState
    case .leak, .currentLeak, .adaptationLeak: 0...Int32.max
    case .refractoryPeriod: 0...65_535
    case .couplingMantissa: Int32.min...Int32.max
    case .couplingShift: 1...62
    case .lowerBound: -maximumState...0
    }
  }

  /// Value of the elements after the last neuron: a neuron of these never fires and never leaves zero.
  public var neutral: Int32 {
    switch self {
    case .threshold: maximumState
    case .couplingShift: 31
    default: 0
    }
  }
}
