/// One bundle of synapses at work: whose events it passes on, when, and through which weights.
@safe struct Projection {
  /// Source layer, `input`, or `delayed`.
  let source: Int16
  let weights: Weights
  /// Where events wait, if the projection has delays.
  let delayLine: UnsafeMutablePointer<DelayLine>?

  /// The source of a projection from the input.
  static let input: Int16 = -1
  /// The source of a projection with delays, whose line says what it is: so one without has nothing more to ask.
  static let delayed: Int16 = -2

  /// Bytes that the arena formula counts for this structure, on every platform alike.
  static let arenaBytes = 64

  init(_ record: ProjectionRecord, of network: NetworkSection, in arena: inout Arena) {
    weights = Weights(record, of: network, in: &arena)
    guard let delayTicks = unsafe record.delayTicks else {
      source = Projection.sourceIndex(record.source)
      unsafe delayLine = nil
      return
    }
    source = Projection.delayed
    let line = unsafe arena.take(DelayLine.self, bytes: DelayLine.structureBytes)
    unsafe line.initialize(to: DelayLine(record, delayTicks, of: network, in: &arena))
    unsafe delayLine = unsafe line
  }

  /// A layer, or `input` for nil.
  static func sourceIndex(_ layer: Int?) -> Int16 { layer.map { Int16($0) } ?? input }
}
