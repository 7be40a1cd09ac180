/// What becomes of the membrane potential of a neuron that fired (`--reset`).
enum ResetOption: String, CaseIterable, Sendable {
  /// To 0.
  case zero
  /// The threshold is subtracted once for each spike, in the tick of the spike.
  case subtract
  /// The threshold is subtracted one tick after the spike, past the decay: snnTorch's
  /// `reset_delay=True`, its default. The same spikes as subtracting `threshold / leak` in the tick
  /// of the spike.
  case subtractDelayed = "subtract-delayed"
  /// To the node's `v_reset`, which files of nir before 1.0.8 do not store: then to 0.
  case value
}

/// How a time constant becomes a factor per tick (`--decay`).
enum DecayOption: String, CaseIterable, Sendable {
  /// Forward Euler: `1 - dt / tau`. What NIR's own text says.
  case euler
  /// Exact for an input that is constant within the tick: `exp(-dt / tau)`.
  case exponential
}

/// When a membrane potential fires (`--compare`).
enum CompareOption: String, CaseIterable, Sendable {
  /// `v > threshold`.
  case gt
  /// `v >= threshold`.
  case ge
}

/// How often a neuron may fire within a tick (`--spikes-per-tick`).
enum SpikesOption: String, CaseIterable, Sendable {
  case single
  /// `floor(v / threshold)` times, at most 255.
  case multi
}

/// A choice for all nodes of a file, with exceptions for single nodes (`--reset subtract --reset
/// out=zero`).
struct NodeOption<Value: Sendable>: Sendable {
  /// What holds where nothing was said.
  let standard: Value
  /// What was said for all nodes, if anything.
  var general: Value?
  /// What was said for single nodes, by the name of the node.
  var nodes: [String: Value] = [:]

  init(standard: Value) { self.standard = standard }

  /// What holds for all nodes without an exception.
  var common: Value { general ?? standard }

  func value(for node: String) -> Value { nodes[node] ?? common }

  /// Whether nothing was said that covers this node, so that its value is an assumption.
  func isAssumed(for node: String) -> Bool { nodes[node] == nil && general == nil }
}

/// What a NIR file does not say about the network in it.
///
/// The standard values are the plain reading of NIR (Pedersen et al. 2024, and the text of nir
/// 1.0.8). Frameworks export files that mean something else; the names of nodes inside a nested
/// graph are `GRAPH/NODE`.
struct NIROptions: Sendable {
  /// dt: duration of a tick in seconds (in the unit of the file's time constants, to be exact).
  var tickSeconds = NodeOption(standard: 1e-3)
  var reset = NodeOption(standard: ResetOption.value)
  var compare = NodeOption(standard: CompareOption.gt)
  var decay = NodeOption(standard: DecayOption.euler)
  var spikesPerTick = NodeOption(standard: SpikesOption.single)
}
