/// A spiking network at work: one call a tick, events in, spikes out.
///
/// All memory is the arena given at set-up; a tick allocates nothing, takes no lock, and cannot fail. The blob and
/// the arena must outlive the network. Work is done per event: a layer that nothing reaches and that has come to
/// rest costs O(1), see `Numbers.md`.
@safe public struct Network: ~Copyable {
  private let layers: UnsafeMutablePointer<Layer>
  private let layerCount: Int
  /// Sorted by target.
  private let projections: UnsafeMutablePointer<Projection>
  private let projectionCount: Int
  /// Synaptic sums of the layer under way; zero between layers.
  private let sums: UnsafeMutablePointer<Int32>
  private var input: SpikeList
  private let inputChannels: Int
  private let inputMagnitude: Int
  /// Index of the layer that is the network's output.
  public let outputLayer: Int
  public private(set) var counters = Counters()

  /// Sets a network up in `arena`, which starts at a multiple of 16 and has at least `blob.arenaBytes`.
  /// - Throws: `.arenaTooSmall` or `.misaligned`.
  public init(_ blob: Blob, arena memory: UnsafeMutableRawBufferPointer) throws(ModelError) {
    var arena = unsafe try Arena(memory, required: blob.arenaBytes)
    self.init(blob.network, in: &arena)
  }

  /// Sets a network up in the part of the arena that comes next, which has room for it.
  init(_ network: NetworkSection, in arena: inout Arena) {
    inputChannels = network.inputChannels
    inputMagnitude = network.inputMagnitude
    outputLayer = network.outputLayer
    layerCount = network.layerCount
    projectionCount = network.projectionCount
    let layers = unsafe arena.take(Layer.self, bytes: Layer.arenaBytes * network.layerCount)
    let projections = unsafe arena.take(
      Projection.self, bytes: Projection.arenaBytes * network.projectionCount)
    input = SpikeList(count: network.inputChannels, isGraded: true, in: &arena)

    var sorted = 0
    var largestLayer = 0
    for index in 0..<network.layerCount {
      let record = network.layer(index)
      largestLayer = max(largestLayer, record.paddedCount)
      let first = sorted
      for candidate in 0..<network.projectionCount {
        let projection = network.projection(candidate)
        guard projection.target == index else { continue }
        unsafe (projections + sorted).initialize(
          to: Projection(projection, of: network, in: &arena))
        sorted += 1
      }
      unsafe (layers + index).initialize(
        to: Layer(
          record, largestSum: network.largestSum(ofLayer: index), projections: first..<sorted,
          in: &arena))
    }
    unsafe sums = unsafe arena.take(Int32.self, count: largestLayer)
    unsafe self.layers = unsafe layers
    unsafe self.projections = unsafe projections
  }

  /// An input event of the coming tick: a spike (1) or a small graded value.
  ///
  /// Values beyond the blob's input magnitude are limited and counted, 0 is no event. A tick takes at most as many events as
  /// there are channels; further ones are dropped and counted.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func excite(channel: Int, by value: Int = 1) {
    precondition(channel >= 0 && channel < inputChannels, "no such input channel")
    let limited = min(max(value, -inputMagnitude), inputMagnitude)
    if limited != value { counters.clampedInputs &+= 1 }
    if limited == 0 { return }
    if input.count == inputChannels {
      counters.droppedInputs &+= 1
      return
    }
    input.append(channel, value: limited)
  }

  /// The events of the coming tick, as `excite(channel:by:)` takes them one by one.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  mutating func excite(_ events: SpikeList) {
    for position in 0..<events.singleCount {
      unsafe excite(channel: Int(events.singles[position]))
    }
    guard let channels = unsafe events.graded, let values = unsafe events.values else { return }
    for position in 0..<events.gradedCount {
      unsafe excite(channel: Int(channels[position]), by: Int(values[position]))
    }
  }

  /// One tick: every layer in the order of evaluation takes the events of its projections and updates its neurons.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func step() {
    for index in 0..<layerCount {
      let layer = unsafe layers + index
      let events = unsafe passEvents(to: layer)
      if events == 0, unsafe layer.pointee.isAtRest {
        counters.layersSkipped &+= 1
      } else {
        unsafe layer.pointee.advance(events: events, sums: sums, &counters)
      }
    }
    input.removeAll()
    counters.ticks &+= 1
  }

  /// Back to the state after set-up, counters too.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func reset() {
    for index in 0..<layerCount { unsafe layers[index].clear() }
    for index in 0..<projectionCount { unsafe projections[index].stages?.pointee.clear() }
    input.removeAll()
    counters = Counters()
  }

  /// Sums what this tick's events bring to a layer; returns the number of events.
  ///
  /// A projection from the layer itself or a later one finds the spikes of the tick before, because those layers have not
  /// had their turn: the delay of a cycle is the order of evaluation.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(__always)
  private mutating func passEvents(to layer: UnsafePointer<Layer>) -> Int {
    var events = 0
    let first = unsafe Int(layer.pointee.firstProjection)
    for index in unsafe first..<first &+ Int(layer.pointee.projectionCount) {
      let projection = unsafe projections + index
      let source = unsafe projection.pointee.source
      if source == Projection.staged {
        unsafe events &+= passStaged(projection)
        continue
      }
      let spikes = spikes(of: source)
      if spikes.isEmpty { continue }
      events &+= spikes.count
      let passed = unsafe projection.pointee.weights.add(spikes, to: sums)
      counters.synapticEvents &+= UInt64(truncatingIfNeeded: passed)
    }
    return events
  }

  /// As above, for a projection whose events are delayed or pooled.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(never)
  private mutating func passStaged(_ projection: UnsafePointer<Projection>) -> Int {
    let stages = unsafe projection.pointee.stages.unsafelyUnwrapped
    return unsafe stages.pointee.pass(
      spikes(of: stages.pointee.source), through: projection.pointee.weights, to: sums, &counters)
  }

  /// The spikes of a layer, or of the input.
  @inline(__always)
  private func spikes(of source: Int16) -> SpikeList {
    unsafe source < 0 ? input : layers[Int(source)].spikes
  }
}

extension Network {
  /// Membrane potentials of the output layer after the last tick, each in its neuron's own unit.
  var readout: UnsafePointer<Int32> {
    unsafe UnsafePointer(layers[outputLayer].membrane)
  }
}

/// What a neuron remembers from tick to tick.
public enum StateVariable: Sendable {
  case membrane
  /// Synaptic current of CuBa-LIF.
  case current
  /// Adaptation of ALIF and adLIF; what is added to the threshold of a raised LIF.
  case adaptation
  /// Ticks for which the neuron will not fire.
  case refractory
}

extension Network {
  /// Calls `body` for every neuron of the layer that fired in the last tick, with its spike count, in no particular order.
  public func forEachSpike(
    inLayer index: Int, _ body: (_ neuron: Int, _ count: Int) -> Void
  ) {
    precondition(index >= 0 && index < layerCount, "no such layer")
    unsafe layers[index].spikes.forEachEvent(body)
  }

  /// A state after the last tick, in the neuron's own unit (`refractory`: ticks); 0 where the neuron's kind has no such state.
  public func value(of variable: StateVariable, layer index: Int, neuron: Int) -> Int32 {
    precondition(index >= 0 && index < layerCount, "no such layer")
    let layer = unsafe layers + index
    precondition(unsafe neuron >= 0 && neuron < layer.pointee.count, "no such neuron")
    let array: UnsafeMutablePointer<Int32>? =
      switch variable {
      case .membrane: unsafe layer.pointee.membrane
      case .current: unsafe layer.pointee.kind == .cubaLIF ? layer.pointee.second : nil
      case .adaptation: unsafe layer.pointee.kind == .cubaLIF ? nil : layer.pointee.second
      case .refractory: unsafe layer.pointee.refractory
      }
    return unsafe array?[neuron] ?? 0
  }
}
