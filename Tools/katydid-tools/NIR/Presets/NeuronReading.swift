import Katydid

/// What a node of neurons means, where NIR leaves it open.
struct NeuronReading: Sendable, Equatable {
  /// In the unit of the time constants, after `secondsPerUnit`.
  var tickSeconds: Double
  /// Factor of the file's time constants.
  var timeConstantFactor = 1.0
  var decay = DecayOption.euler
  var compare = CompareOption.gt
  var reset = ResetOption.value
  var spikesPerTick = SpikesOption.single
  /// Of the weighted input.
  var gain = GainOption.file
  /// Of the synaptic current into the membrane potential, for CuBa-LIF.
  var membraneGain = GainOption.file
  var start = StartOption.zero
  /// What the potential does not fall below; nil for nothing.
  var lowerBound: Double?

  /// What overrules a preset.
  mutating func apply(_ options: NIROptions, to node: String) {
    tickSeconds = options.tickSeconds.value(for: node) ?? tickSeconds
    decay = options.decay.value(for: node) ?? decay
    compare = options.compare.value(for: node) ?? compare
    reset = options.reset.value(for: node) ?? reset
    spikesPerTick = options.spikesPerTick.value(for: node) ?? spikesPerTick
    gain = options.gain.value(for: node) ?? gain
    lowerBound = options.lowerBound.value(for: node)
  }

  /// For people to read, with the options that would change it.
  func text(for neurons: NIRNeurons) -> String {
    var parts: [String] = []
    if neurons.model != .threshold { parts = partsOfIntegration(neurons) }
    if neurons.spikes {
      parts.append("fires at v \(compare == .gt ? ">" : ">=") threshold (--compare)")
      let count = spikesPerTick == .single ? "once a tick at most" : "several times a tick"
      parts.append(count + " (--spikes-per-tick)")
    }
    if neurons.spikes && neurons.model != .threshold { parts.append(reset.text + " (--reset)") }
    return parts.joined(separator: "; ")
  }

  private func partsOfIntegration(_ neurons: NIRNeurons) -> [String] {
    var parts = ["a tick of \(Float(tickSeconds)) (--dt)"]
    if timeConstantFactor != 1 { parts[0] += ", time constants times \(Int(timeConstantFactor))" }
    if neurons.isLeaky { parts.append("\(decay.rawValue) decay (--decay)") }
    switch gain {
    case .file: parts.append("gain of the input as in the file (--gain)")
    case .jump: parts.append("the state jumps by the whole input (--gain)")
    case .decayedJump: parts.append("the state jumps by the input before it decays (--gain)")
    }
    switch start {
    case .zero: break
    case .resetValue: parts.append("starts at v_reset")
    case .restingPotential: parts.append("starts at v_leak")
    }
    if let lowerBound { parts.append("potentials of \(Float(lowerBound)) and above (--lower-bound)") }
    return parts
  }
}

/// The potential that neurons which spike start at.
enum StartOption: Sendable {
  case zero
  /// At v_reset.
  case resetValue
  /// At v_leak.
  case restingPotential
}

extension ResetOption {
  fileprivate var text: String {
    switch self {
    case .zero: "reset to 0"
    case .value: "reset to v_reset, or to 0 if the file has none"
    case .subtract: "reset subtracts the threshold"
    case .subtractDelayed: "reset subtracts the threshold a tick after the spike"
    case .subtractImmediate: "reset subtracts the threshold, as snnTorch's reset_delay=False"
    case .zeroDelayed: "reset to 0, and there for one more tick"
    }
  }
}
