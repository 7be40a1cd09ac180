/// One tick of one layer: leak and integrate, compare, reset, adapt; as many neurons at a time as there are lanes.
///
/// Generic over the neuron model, so each model's file holds its equations and nothing else.
@safe struct Tick {
  /// The synaptic sums `A` of the targets, in weight steps.
  private let sums: UnsafeMutablePointer<Int32>
  private let fractionBits: Lanes
  var saturations = SaturationCount()
  /// Bits of state that this tick changed, in any neuron.
  private var changed = Lanes.zero

  init(_ layer: borrowing Layer, _ sums: UnsafeMutablePointer<Int32>) {
    unsafe self.sums = unsafe sums
    fractionBits = Lanes(repeating: layer.driveFits ? layer.fractionBits : 0)
    if !layer.driveFits { unsafe layer.limitDrives(sums) }
  }

  /// `saturate(leaked + A * 2^F + bias - opposing)`, and the sums are zero for whoever adds next.
  @inline(__always)
  mutating func integrate(
    _ layer: borrowing Layer, at index: Int, leaked: Lanes, opposing: Lanes = .zero
  ) -> Lanes {
    let sum = unsafe sums.lanes(index)
    unsafe sums.store(.zero, index)
    let drive = unsafe (sum &<< fractionBits) &+ layer.bias.lanes(index)
    return saturations.sum(leaked, drive &- opposing)
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
    var tick = unsafe Tick(layer, sums)
    var index = 0
    while index < layer.paddedCount {
      let potential = model.integrate(layer, at: index, &tick)
      unsafe tick.update(layer.membrane, at: index, to: potential)
      index &+= Lanes.count
    }
    return TickOutcome(
      isStill: !isAnySet(tick.changed), spikes: 0, saturations: tick.saturations.total)
  }

  /// A layer of spiking neurons. Its spikes of the tick before are replaced by those of this one.
  @inline(never)
  static func run<Model: SpikingModel>(
    _ model: Model, _ layer: inout Layer, _ sums: UnsafeMutablePointer<Int32>
  ) -> TickOutcome {
    // Nothing but these loops sees `tick` and `list`, so they stay in registers.
    var tick = unsafe Tick(layer, sums)
    var list = layer.spikes
    list.removeAll()
    let threshold = unsafe layer.threshold.unsafelyUnwrapped
    let slack = Lanes(repeating: layer.slack)
    var index = 0
    while index < layer.paddedCount {
      var potential = model.integrate(layer, at: index, &tick)
      let inForce = unsafe threshold.lanes(index) &+ model.thresholdShift(layer, at: index)
      var blocked = Lanes.zero
      if let refractory = unsafe layer.refractory {
        blocked = unsafe refractory.lanes(index)
        unsafe tick.update(refractory, at: index, to: pointwiseMax(blocked &- 1, Lanes.zero))
        if layer.holdsInRefractory {
          unsafe potential.replace(
            with: layer.membrane.lanes(index), where: blocked .> Lanes.zero)
        }
      }
      unsafe tick.update(layer.membrane, at: index, to: potential)
      list.append(
        mask(potential .> (inForce &- slack)) & mask(blocked .== Lanes.zero), from: index)
      index &+= Lanes.count
    }
    layer.spikes = list

    var firing = Firing()
    if !list.isEmpty { unsafe firing = Firing(&layer, drives: Model.adapts ? sums : nil) }
    if Model.adapts {
      index = 0
      while index < layer.paddedCount {
        let drive = unsafe sums.lanes(index)
        unsafe sums.store(.zero, index)
        model.adapt(layer, at: index, drive, &tick)
        index &+= Lanes.count
      }
    }
    return TickOutcome(
      isStill: !isAnySet(tick.changed) && firing.spikes == 0, spikes: firing.spikes,
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
  /// Whether it has an adaptation.
  static var adapts: Bool { get }
  /// What the adaptation adds to the threshold.
  func thresholdShift(_ layer: borrowing Layer, at index: Int) -> Lanes
  /// Adaptation, after reset, from what spikes bring to it (`Firing`).
  func adapt(_ layer: borrowing Layer, at index: Int, _ drive: Lanes, _ tick: inout Tick)
}

extension SpikingModel {
  static var adapts: Bool {
    @inline(__always) get { false }
  }

  @inline(__always)
  func thresholdShift(_ layer: borrowing Layer, at index: Int) -> Lanes { .zero }

  @inline(__always)
  func adapt(_ layer: borrowing Layer, at index: Int, _ drive: Lanes, _ tick: inout Tick) {}
}
