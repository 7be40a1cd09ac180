/// The weights of a projection, in the layout that the blob has them in.
@safe enum Weights {
  case dense(DenseSynapses, targets: Int32)
  case sparse(SparseSynapses)
  case convolution(UnsafePointer<ConvolutionSynapses>)

  /// - Parameter sources: Sources that the weights have.
  init(_ record: ProjectionRecord, sources: Int, targets: Int, in arena: inout Arena) {
    switch record.layout {
    case .dense:
      self = unsafe .dense(
        DenseSynapses(record.data, targets: targets), targets: Int32(truncatingIfNeeded: targets))
    case .sparse:
      self = unsafe .sparse(SparseSynapses(record.data, sources: sources))
    case .convolution:
      let synapses = unsafe arena.take(
        ConvolutionSynapses.self, bytes: ConvolutionSynapses.arenaBytes)
      unsafe synapses.initialize(to: ConvolutionSynapses(record.data))
      self = unsafe .convolution(synapses)
    }
  }

  /// Adds what the events bring to the sums of the targets; returns the synapses passed.
  @inline(__always)
  func add(_ events: borrowing SpikeList, to sums: UnsafeMutablePointer<Int32>) -> Int {
    switch self {
    case .dense(let dense, let targets):
      unsafe dense.add(events, to: sums)
      return events.count &* Int(targets)
    case .sparse(let sparse):
      return unsafe sparse.add(events, to: sums)
    case .convolution(let convolution):
      return unsafe convolution.pointee.add(events, to: sums)
    }
  }

  /// Adds what one event brings; returns the synapses passed.
  @inline(__always)
  func add(_ source: Int, _ value: Int32, to sums: UnsafeMutablePointer<Int32>) -> Int {
    switch self {
    case .dense(let dense, let targets):
      unsafe dense.addGraded(source, value, to: sums)
      return Int(targets)
    case .sparse(let sparse):
      return unsafe sparse.addGraded(source, value, to: sums)
    case .convolution(let convolution):
      return unsafe convolution.pointee.add(source, value, to: sums)
    }
  }
}
