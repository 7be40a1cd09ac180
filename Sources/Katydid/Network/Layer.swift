/// One layer at work: where its parameters and states lie, and the spikes of its last tick.
///
/// Parameters are read in the blob, states are in the arena. All arrays have `paddedCount` elements; the
/// neutral parameters of those after the last neuron keep them at zero for ever.
@safe struct Layer {
  let kind: NeuronKind
  let reset: ResetMode
  let fractionBits: Int32
  let largestCount: Int32
  /// 0 where a potential above the threshold fires, 1 where one at the threshold does.
  let slack: Int32
  let holdsInRefractory: Bool
  let count: Int
  let paddedCount: Int

  let bias: UnsafePointer<Int32>
  let leak: UnsafePointer<Int32>?
  let threshold: UnsafePointer<Int32>?
  let resetValue: UnsafePointer<Int32>?
  let refractoryPeriod: UnsafePointer<Int32>?
  /// CuBa-LIF: leak of the current. ALIF, adLIF: leak of the adaptation.
  let secondLeak: UnsafePointer<Int32>?
  /// CuBa-LIF: membrane bias. ALIF, adLIF: adaptation jump.
  let secondBias: UnsafePointer<Int32>?
  let couplingMantissa: UnsafePointer<Int32>?
  let couplingShift: UnsafePointer<Int32>?
  let lowerBound: UnsafePointer<Int32>?

  let membrane: UnsafeMutablePointer<Int32>
  /// CuBa-LIF: synaptic current. ALIF, adLIF: adaptation. Raised LIF: what is added to the threshold.
  let second: UnsafeMutablePointer<Int32>?
  let refractory: UnsafeMutablePointer<Int32>?
  /// Spikes of the last tick; a readout has none.
  var spikes: SpikeList

  /// Whether `A * 2^F + bias` is known to fit the range of a state, whatever the events: then 32 bits do.
  let driveFits: Bool
  /// Largest magnitude of a state from which the layer settles at zero when it is left alone; negative if it never does.
  let settlingMagnitude: Int32
  /// Whether a tick without input would change nothing and emit nothing.
  var isAtRest = false

  /// The projections that end here: a run in the network's list.
  let firstProjection: Int32
  let projectionCount: Int32

  init(
    _ record: LayerRecord, largestSum: Int64, projections: Range<Int>, in arena: inout Arena
  ) {
    kind = record.kind
    reset = record.reset
    fractionBits = Int32(record.fractionBits)
    largestCount = Int32(record.largestCount)
    slack = record.comparison == .greater ? 0 : 1
    holdsInRefractory = record.flags.contains(.holdsInRefractory)
    count = record.count
    paddedCount = record.paddedCount
    firstProjection = Int32(projections.lowerBound)
    projectionCount = Int32(projections.count)

    let bias = unsafe record[.bias].unsafelyUnwrapped
    unsafe self.bias = unsafe bias
    unsafe leak = unsafe record[.leak]
    unsafe threshold = unsafe record[.threshold]
    unsafe resetValue = unsafe record[.reset]
    unsafe refractoryPeriod = unsafe record[.refractoryPeriod]
    unsafe secondLeak = unsafe record[.currentLeak] ?? record[.adaptationLeak]
    unsafe secondBias = unsafe record[.membraneBias] ?? record[.adaptationJump]
    unsafe couplingMantissa = unsafe record[.couplingMantissa]
    unsafe couplingShift = unsafe record[.couplingShift]
    unsafe lowerBound = unsafe record[.lowerBound]

    unsafe membrane = unsafe arena.take(Int32.self, count: paddedCount)
    unsafe second =
      record.kind.stateCount > 1 ? unsafe arena.take(Int32.self, count: paddedCount) : nil
    unsafe refractory =
      record.flags.contains(.hasRefractory)
      ? unsafe arena.take(Int32.self, count: paddedCount) : nil
    spikes = SpikeList(
      count: record.kind.spikes ? record.count : 0, isGraded: record.largestCount > 1, in: &arena)

    var largestBias: Int64 = 0
    for index in 0..<record.count {
      unsafe largestBias = max(largestBias, Int64(bias[index].magnitude))
    }
    settlingMagnitude =
      record.kind == .adLIF && largestBias == 0 ? (1 << Int32(record.fractionBits)) / 4 : -1
    driveFits = largestSum << Int64(record.fractionBits) + largestBias <= Int64(maximumState)
  }

  /// Bytes that the arena formula counts for this structure, on every platform alike.
  static let arenaBytes = 256

  /// One tick, after `sums` has taken this tick's `events`.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  mutating func advance(
    events: Int, sums: UnsafeMutablePointer<Int32>, _ counters: inout Counters
  ) {
    let outcome =
      switch kind {
      case .lif: unsafe Tick.run(LIF(), &self, sums)
      case .cubaLIF: unsafe Tick.run(CubaLIF(), &self, sums)
      case .alif: unsafe Tick.run(ALIF(), &self, sums)
      case .adLIF: unsafe Tick.run(AdLIF(), &self, sums)
      case .integrateAndFire: unsafe Tick.run(IntegrateAndFire(), &self, sums)
      case .leakyIntegrator: unsafe Tick.run(readout: LIF(), self, sums)
      case .raisedLIF: unsafe Tick.run(RaisedLIF(), &self, sums)
      }
    if let lowerBound = unsafe lowerBound { unsafe raise(to: lowerBound) }
    isAtRest = events == 0 && (outcome.isStill || outcome.spikes == 0 && settle())
    counters.spikes &+= UInt64(truncatingIfNeeded: outcome.spikes)
    counters.saturations &+= outcome.saturations
  }

  /// Where drives may not fit the range of a state: limits them to 32 bits, which `saturate` then does not see, and states them as sums
  /// without fraction bits, less what `Tick.integrate` is about to add.
  func limitDrives(_ sums: UnsafeMutablePointer<Int32>) {
    let opposing = unsafe kind == .adLIF ? second : nil
    for index in 0..<count {
      let opposed = unsafe bias[index] &- (opposing?[index] ?? 0)
      let drive = unsafe Int64(sums[index]) &<< Int64(fractionBits) &+ Int64(opposed)
      unsafe sums[index] = Int32(clamping: drive) &- opposed
    }
  }

  /// Raises potentials below a bound to it: a pass of its own, so that layers without one have no part in it.
  @inline(never)
  private func raise(to bound: UnsafePointer<Int32>) {
    for index in stride(from: 0, to: paddedCount, by: Lanes.count) {
      unsafe membrane.store(pointwiseMax(membrane.lanes(index), bound.lanes(index)), index)
    }
  }

  /// Brings states that are next to nothing to zero: roundings could keep an adLIF neuron in a small cycle for ever (`Numbers.md`).
  /// - Returns: Whether the layer was brought to zero.
  @inline(__always)
  private func settle() -> Bool {
    guard settlingMagnitude >= 0, let adaptation = unsafe second else { return false }
    let limit = Lanes(repeating: settlingMagnitude)
    for index in stride(from: 0, to: paddedCount, by: Lanes.count) {
      let (v, w) = unsafe (membrane.lanes(index), adaptation.lanes(index))
      if isAnySet(mask(magnitude(v) .> limit) | mask(magnitude(w) .> limit)) { return false }
      if let refractory = unsafe refractory, unsafe refractory.lanes(index) != .zero {
        return false
      }
    }
    for index in stride(from: 0, to: paddedCount, by: Lanes.count) {
      unsafe membrane.store(.zero, index)
      unsafe adaptation.store(.zero, index)
    }
    return true
  }

  /// State zero, as after set-up.
  mutating func clear() {
    unsafe membrane.update(repeating: 0, count: paddedCount)
    unsafe second?.update(repeating: 0, count: paddedCount)
    unsafe refractory?.update(repeating: 0, count: paddedCount)
    spikes.removeAll()
    isAtRest = false
  }
}
