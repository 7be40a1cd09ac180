/// One tick of one layer: leak and integrate, compare, reset, adapt; as many neurons at a time as there are lanes.
///
/// Generic over the neuron model, so each model's file holds its equations and nothing else.
@safe struct Tick {
  /// The synaptic sums `A` of the targets, in weight steps.
  let sums: UnsafeMutablePointer<Int32>
  var saturations = SaturationCount()
  /// Bits of state that this tick changed, in any neuron.
  private var changed = Lanes.zero

  init(_ sums: UnsafeMutablePointer<Int32>) { unsafe self.sums = unsafe sums }

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

  /// Replaces elements of a state.
  @inline(__always)
  mutating func update(_ state: UnsafeMutablePointer<Int32>, at index: Int, to value: Lanes) {
    unsafe changed |= state.lanes(index) ^ value
    unsafe state.store(value, index)
  }

  /// A readout: integrate, nothing else.
  @inline(never)
  static func run<Model: NeuronModel>(
    readout model: Model, _ layer: borrowing Layer, _ sums: UnsafeMutablePointer<Int32>
  ) -> TickOutcome {
    var tick = unsafe Tick(sums)
    var index = 0
    while index < layer.paddedCount {
      let potential = model.integrate(layer, at: index, &tick)
      unsafe tick.update(layer.membrane, at: index, to: potential)
      index &+= Lanes.count
    }
    return TickOutcome(
      isStill: tick.changed == Lanes.zero, spikes: 0, saturations: tick.saturations.total)
  }

  /// A layer of spiking neurons. Its spikes of the tick before are replaced by those of this one.
  @inline(never)
  static func run<Model: SpikingModel>(
    _ model: Model, _ layer: inout Layer, _ sums: UnsafeMutablePointer<Int32>
  ) -> TickOutcome {
    // Nothing but this loop sees `tick`, so it stays in registers.
    var tick = unsafe Tick(sums)
    var firing = Firing()
    layer.spikes.removeAll()
    let threshold = unsafe layer.threshold.unsafelyUnwrapped
    let slack = Lanes(repeating: layer.slack)
    var index = 0
    while index < layer.paddedCount {
      var potential = model.integrate(layer, at: index, &tick)
      let inForce = unsafe threshold.lanes(index) &+ model.thresholdShift(layer, at: index)
      var fires = potential .> (inForce &- slack)
      if let refractory = unsafe layer.refractory {
        let counter = unsafe refractory.lanes(index)
        fires .&= counter .== Lanes.zero
        unsafe tick.update(refractory, at: index, to: pointwiseMax(counter &- 1, Lanes.zero))
        if layer.holdsInRefractory {
          unsafe potential.replace(
            with: layer.membrane.lanes(index), where: counter .> Lanes.zero)
        }
      }
      unsafe tick.update(layer.membrane, at: index, to: potential)
      if isAnySet(fires) {
        let counts = firing.fire(&layer, at: index, fires, threshold: inForce)
        let reset = unsafe layer.membrane.lanes(index)
        model.adapt(layer, at: index, potential: reset, counts, &tick)
      } else {
        model.adapt(layer, at: index, potential: potential, .zero, &tick)
      }
      index &+= Lanes.count
    }
    return TickOutcome(
      isStill: tick.changed == Lanes.zero && firing.spikes == 0, spikes: firing.spikes,
      saturations: tick.saturations.total &+ firing.saturations)
  }
}

/// What a tick did to a layer.
struct TickOutcome {
  /// No state changed and no neuron fired.
  let isStill: Bool
  let spikes: Int
  let saturations: UInt64
}

/// The equations of a neuron model. `index` is the first of the neurons in the lanes.
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
