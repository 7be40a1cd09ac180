/// One bundle of synapses at work: whose events it passes on, and through which weights.
struct Projection {
  /// Source layer, or -1 for the input.
  let source: Int16
  let synapses: Synapses

  /// Bytes that the arena formula counts for this structure, on every platform alike.
  static let arenaBytes = 64

  enum Synapses {
    case dense(DenseSynapses, targets: Int32)
    case sparse(SparseSynapses)
  }

  init(_ record: ProjectionRecord, of network: NetworkSection) {
    source = Int16(truncatingIfNeeded: record.source ?? -1)
    let targets = network.layer(record.target).count
    switch record.layout {
    case .dense:
      synapses = unsafe .dense(
        DenseSynapses(record.data, targets: targets), targets: Int32(truncatingIfNeeded: targets))
    case .sparse:
      synapses = unsafe .sparse(
        SparseSynapses(record.data, sources: network.sourceCount(record)))
    }
  }

  /// Adds what the events bring to the sums of the targets; returns the synapses passed.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(__always)
  func pass(_ events: borrowing SpikeList, to sums: UnsafeMutablePointer<Int32>) -> Int {
    switch synapses {
    case .dense(let dense, let targets):
      unsafe dense.add(events, to: sums)
      return events.count &* Int(targets)
    case .sparse(let sparse):
      return unsafe sparse.add(events, to: sums)
    }
  }
}
