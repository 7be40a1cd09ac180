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
  /// The threshold is subtracted in the tick of the spike, and a potential that stays above it has to
  /// reach twice the threshold to fire again: snnTorch's `reset_delay=False`.
  case subtractImmediate = "subtract-immediate"
  /// To 0, where the potential stays for one more tick, whose input it loses: `"zero"` of snnTorch's
  /// RLeaky, Synaptic and RSynaptic.
  case zeroDelayed = "zero-delayed"
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

/// How much of its weighted input a neuron takes up in a tick (`--gain`): CuBa-LIF into its
/// synaptic current, the others into the membrane potential.
enum GainOption: String, CaseIterable, Sendable {
  /// What the file says: `u r` and `u w_in` where u is `dt / tau` or, with exponential decay,
  /// `1 - exp(-dt / tau)`; for IF `dt r`.
  case file
  /// All of it: the state jumps by the weighted input.
  case jump
  /// All of it, and the decay of the same tick acts on it: `x' = leak (x + input)`.
  case decayedJump = "decayed-jump"
}

/// A choice for all nodes of a file, with exceptions for single nodes (`--reset subtract --reset
/// out=zero`).
struct NodeOption<Value: Sendable>: Sendable {
  /// What was said for all nodes, if anything.
  var general: Value?
  /// What was said for single nodes, by the name of the node.
  var nodes: [String: Value] = [:]

  /// What was said that covers this node.
  func value(for node: String) -> Value? { nodes[node] ?? general }
}

/// What people say about a NIR file that it does not say itself: who wrote it, and what overrules
/// what that framework means.
///
/// The names of nodes inside a nested graph are `GRAPH/NODE`.
struct NIROptions: Sendable {
  /// Nil: the file is to show it.
  var from: Framework?
  /// dt: duration of a tick in seconds (in the unit of the file's time constants, to be exact).
  var tickSeconds = NodeOption<Double>()
  var reset = NodeOption<ResetOption>()
  var compare = NodeOption<CompareOption>()
  var decay = NodeOption<DecayOption>()
  var spikesPerTick = NodeOption<SpikesOption>()
  var gain = NodeOption<GainOption>()
  /// Potentials do not fall below it.
  var lowerBound = NodeOption<Double>()

  /// Refuses exceptions for nodes that are not there, and ticks that are no duration.
  func check(against graph: NIRGraph) throws(Failure) {
    let neurons = graph.nodes.filter { $0.neurons != nil }.map(\.name)
    let spiking = graph.nodes.filter { $0.neurons?.spikes == true }.map(\.name)
    try check(tickSeconds, option: "--dt", nodes: neurons, graph)
    try check(decay, option: "--decay", nodes: neurons, graph)
    try check(gain, option: "--gain", nodes: neurons, graph)
    try check(lowerBound, option: "--lower-bound", nodes: neurons, graph)
    try check(reset, option: "--reset", nodes: spiking, graph)
    try check(compare, option: "--compare", nodes: spiking, graph)
    try check(spikesPerTick, option: "--spikes-per-tick", nodes: spiking, graph)
    for seconds in (tickSeconds.general.map { [$0] } ?? []) + tickSeconds.nodes.values
    where !(seconds > 0 && seconds.isFinite) {
      throw graph.location.at(parameter: "--dt").error(
        "is \(seconds); give the seconds of a tick, above 0", status: .usage)
    }
    for bound in (lowerBound.general.map { [$0] } ?? []) + lowerBound.nodes.values
    where !(bound <= 0 && bound.isFinite) {
      throw graph.location.at(parameter: "--lower-bound").error(
        "is \(bound); give a potential of 0 or below", status: .usage)
    }
  }

  private func check<Value>(
    _ option: NodeOption<Value>, option name: String, nodes: [String], _ graph: NIRGraph
  ) throws(Failure) {
    guard let unknown = option.nodes.keys.filter({ !nodes.contains($0) }).min() else { return }
    let choice = nodes.isEmpty ? "the file has none" : "it can be given for " + quoted(nodes)
    throw graph.location.at(parameter: name).error(
      "no node '\(unknown)' that it applies to; \(choice)", status: .usage)
  }
}
