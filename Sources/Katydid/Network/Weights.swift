/// The weights of a projection, in the layout that the blob has them in, with or without a pooling before them.
@safe enum Weights {
  case dense(DenseSynapses, targets: Int32)
  case sparse(SparseSynapses)
  case convolution(UnsafePointer<ConvolutionSynapses>)
  case pooled(UnsafePointer<PooledWeights>)

  init(_ record: ProjectionRecord, of network: NetworkSection, in arena: inout Arena) {
    let weights = Weights(
      record, sources: network.weightSourceCount(record),
      targets: network.layer(record.target).count, in: &arena)
    guard let pooling = record.pooling else {
      self = weights
      return
    }
    let pooled = unsafe arena.take(PooledWeights.self, bytes: PooledWeights.arenaBytes)
    unsafe pooled.initialize(to: PooledWeights(pooling, before: weights))
    self = unsafe .pooled(pooled)
  }

  /// Those without the pooling.
  private init(_ record: ProjectionRecord, sources: Int, targets: Int, in arena: inout Arena) {
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
    case .convolution, .pooled:
      return unsafe addOneByOne(events, to: sums)
    }
  }

  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(never)
  private func addOneByOne(
    _ events: borrowing SpikeList, to sums: UnsafeMutablePointer<Int32>
  ) -> Int {
    var passed = 0
    events.forEachEvent { source, value in
      unsafe passed &+= add(source, Int32(truncatingIfNeeded: value), to: sums)
    }
    return passed
  }

  /// Adds what one event brings; returns the synapses passed.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(never)
  func add(_ source: Int, _ value: Int32, to sums: UnsafeMutablePointer<Int32>) -> Int {
    switch self {
    case .dense(let dense, let targets):
      unsafe dense.addGraded(source, value, to: sums)
      return Int(targets)
    case .sparse(let sparse):
      return unsafe sparse.addGraded(source, value, to: sums)
    case .convolution(let convolution):
      return unsafe convolution.pointee.add(source, value, to: sums)
    case .pooled(let pooled):
      return unsafe pooled.pointee.add(source, value, to: sums)
    }
  }
}
