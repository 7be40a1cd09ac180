/// One tick of one layer: leak and integrate, compare, reset, adapt; eight neurons at a time.
///
/// Generic over the neuron model, so each model's file holds its equations and nothing else.
@safe struct Tick {
  /// The synaptic sums `A` of the targets, in weight steps.
  let sums: UnsafeMutablePointer<Int32>
  var saturations = SaturationCount()
  /// Spikes of all neurons.
  private(set) var spikeCount = 0
  /// Bits of state that this tick changed, in any neuron.
  private var changed = Lanes.zero

  init(_ sums: UnsafeMutablePointer<Int32>) { unsafe self.sums = unsafe sums }

  /// Whether no state changed so far.
  var isStill: Bool { changed == Lanes.zero }

  /// `saturate(leaked + A * 2^F + bias - opposing)`, and the sums are zero for whoever adds next.
  @inline(__always)
  mutating func integrate(
    _ layer: borrowing Layer, at index: Int, leaked: Lanes, opposing: Lanes = .zero
  ) -> Lanes {
    let sum = unsafe sums.lanes(index)
    unsafe sums.store(.zero, index)
    let bias = unsafe layer.bias.lanes(index)
    if layer.driveFits {
      let drive = (sum &<< Lanes(repeating: layer.fractionBits)) &+ bias
      return saturations.sum(leaked, drive &- opposing)
    }
    let drive =
      WideLanes(truncatingIfNeeded: sum) &<< WideLanes(repeating: Int64(layer.fractionBits))
      &+ WideLanes(truncatingIfNeeded: bias)
    return saturations.saturate(
      WideLanes(truncatingIfNeeded: leaked) &+ drive &- WideLanes(truncatingIfNeeded: opposing))
  }

  /// Replaces eight elements of a state.
  @inline(__always)
  mutating func update(_ state: UnsafeMutablePointer<Int32>, at index: Int, to value: Lanes) {
    unsafe changed |= state.lanes(index) ^ value
    unsafe state.store(value, index)
  }

  /// A readout: integrate, nothing else.
  @inline(never)
  mutating func run<Model: NeuronModel>(readout model: Model, _ layer: borrowing Layer) {
    var index = 0
    while index < layer.paddedCount {
      let potential = model.integrate(layer, at: index, &self)
      unsafe update(layer.membrane, at: index, to: potential)
      index &+= 8
    }
  }

  /// A layer of spiking neurons. Its spikes of the tick before are replaced by those of this one.
  @inline(never)
  mutating func run<Model: SpikingModel>(_ model: Model, _ layer: inout Layer) {
    layer.spikes.removeAll()
    let threshold = unsafe layer.threshold.unsafelyUnwrapped
    let slack = Lanes(repeating: layer.slack)
    var index = 0
    while index < layer.paddedCount {
      let potential = model.integrate(layer, at: index, &self)
      unsafe update(layer.membrane, at: index, to: potential)

      let inForce = unsafe threshold.lanes(index) &+ model.thresholdShift(layer, at: index)
      var fires = potential .> (inForce &- slack)
      if let refractory = unsafe layer.refractory {
        let counter = unsafe refractory.lanes(index)
        fires .&= counter .== Lanes.zero
        unsafe update(refractory, at: index, to: pointwiseMax(counter &- 1, Lanes.zero))
      }
      if isAnySet(fires) {
        let counts = fire(&layer, at: index, fires, threshold: inForce)
        unsafe model.adapt(layer, at: index, potential: layer.membrane.lanes(index), counts, &self)
      } else {
        model.adapt(layer, at: index, potential: potential, .zero, &self)
      }
      index &+= 8
    }
  }

  /// Resets the neurons that fire, of eight, and lists their spikes; returns the spike counts.
  ///
  /// Spikes are rare, so this is kept out of the loop over the neurons.
  @inline(never)
  private mutating func fire(
    _ layer: inout Layer, at index: Int, _ fires: SIMDMask<Lanes>, threshold: Lanes
  ) -> Lanes {
    var counts = Lanes.zero
    // One byte a lane, all ones where it fires.
    let bytes = unsafe SIMD8<Int8>(truncatingIfNeeded: unsafeBitCast(fires, to: Lanes.self))
    var pending = unsafe unsafeBitCast(bytes, to: UInt64.self)
    while pending != 0 {
      let lane = pending.trailingZeroBitCount &>> 3
      pending &= ~(0xFF &<< UInt64(lane &* 8))
      let neuron = index &+ lane
      let potential = unsafe layer.membrane[neuron]
      var count: Int32 = 1
      if layer.largestCount > 1 {
        // The largest n with v > n T is floor((v - 1) / T); with v >= n T it is floor(v / T).
        let fitting = (potential &- 1 &+ layer.slack) / max(threshold[lane], 1)
        count = min(max(fitting, 1), layer.largestCount)
      }
      unsafe layer.membrane[neuron] = reset(neuron, from: potential, count: count, layer)
      if let refractory = unsafe layer.refractory {
        unsafe refractory[neuron] = layer.refractoryPeriod.unsafelyUnwrapped[neuron]
      }
      counts[lane] = count
      layer.spikes.append(neuron, value: Int(count))
      spikeCount &+= Int(count)
    }
    return counts
  }

  /// The potential of a neuron after it fired `count` times.
  @inline(__always)
  private mutating func reset(
    _ neuron: Int, from potential: Int32, count: Int32, _ layer: borrowing Layer
  ) -> Int32 {
    let value = unsafe layer.resetValue.unsafelyUnwrapped[neuron]
    var amount = Int64(value)
    switch layer.reset {
    case .toValue: return value
    case .subtract: break
    case .subtractAdaptive: unsafe amount &+= Int64(layer.second.unsafelyUnwrapped[neuron])
    }
    return saturations.saturate(Int64(potential) &- Int64(count) &* amount)
  }
}

/// The equations of a neuron model. `index` is the first of eight neurons.
protocol NeuronModel {
  /// Leak and integrate: the new membrane potential.
  func integrate(_ layer: borrowing Layer, at index: Int, _ tick: inout Tick) -> Lanes
}

/// The equations of a neuron model that spikes.
protocol SpikingModel: NeuronModel {
  /// What the adaptation adds to the threshold.
  func thresholdShift(_ layer: borrowing Layer, at index: Int) -> Lanes
  /// Adaptation, from the potential after reset and the spike counts.
  func adapt(
    _ layer: borrowing Layer, at index: Int, potential: Lanes, _ counts: Lanes, _ tick: inout Tick)
}

extension SpikingModel {
  @inline(__always)
  func thresholdShift(_ layer: borrowing Layer, at index: Int) -> Lanes { .zero }

  @inline(__always)
  func adapt(
    _ layer: borrowing Layer, at index: Int, potential: Lanes, _ counts: Lanes, _ tick: inout Tick
  ) {}
}
