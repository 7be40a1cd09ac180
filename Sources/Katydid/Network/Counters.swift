/// What a network did since set-up or reset. Overload is counted here, never hidden.
public struct Counters: Equatable, Sendable {
  public var ticks: UInt64 = 0
  /// Spikes of all layers.
  public var spikes: UInt64 = 0
  /// Synapses that passed on an event: the targets of a dense row, the entries of a sparse one, the targets that kernels reach.
  public var synapticEvents: UInt64 = 0
  /// Layers that were at rest in a tick and cost nothing.
  public var layersSkipped: UInt64 = 0
  /// States that would have left their range.
  public var saturations: UInt64 = 0
  /// Input values that were limited to the input magnitude.
  public var clampedInputs: UInt64 = 0
  /// Input events beyond one per channel and tick, or beyond what can arrive in one after a delay; they are dropped.
  public var droppedInputs: UInt64 = 0

  public init() {}
}
