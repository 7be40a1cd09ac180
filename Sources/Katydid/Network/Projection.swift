/// One bundle of synapses at work: whose events it passes on, and through which weights.
@safe struct Projection {
  /// Source layer, `input`, or `staged`.
  let source: Int16
  let weights: Weights
  /// What comes before the weights, if anything does.
  let stages: UnsafeMutablePointer<Stages>?

  /// The source of a projection from the input.
  static let input: Int16 = -1
  /// The source of a projection with stages, which say what it is: so one without has nothing more to ask.
  static let staged: Int16 = -2

  /// Bytes that the arena formula counts for this structure, on every platform alike.
  static let arenaBytes = 64

  init(_ record: ProjectionRecord, of network: NetworkSection, in arena: inout Arena) {
    weights = Weights(
      record, sources: network.weightSourceCount(record),
      targets: network.layer(record.target).count, in: &arena)
    guard record.hasStages else {
      source = Projection.sourceIndex(record.source)
      unsafe stages = nil
      return
    }
    source = Projection.staged
    let stages = unsafe arena.take(Stages.self, bytes: Stages.arenaBytes)
    unsafe stages.initialize(to: Stages(record, of: network, in: &arena))
    unsafe self.stages = unsafe stages
  }

  /// A layer, or `input` for nil.
  static func sourceIndex(_ layer: Int?) -> Int16 { layer.map { Int16($0) } ?? input }
}
