/// The neurons of a layer that fire in a tick: how often, and what becomes of their potential.
struct Firing {
  private(set) var spikes = 0
  private(set) var saturations: UInt64 = 0

  /// Resets the neurons that fire, of those from `index` on, and lists their spikes; returns the spike counts.
  ///
  /// Spikes are rare, so this is kept out of the loop over the neurons.
  @inline(never)
  mutating func fire(
    _ layer: inout Layer, at index: Int, _ fires: SIMDMask<Lanes>, threshold: Lanes
  ) -> Lanes {
    var counts = Lanes.zero
    var pending = bytes(of: fires)
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
      spikes &+= Int(count)
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
    let exact = Int64(potential) &- Int64(count) &* amount
    let limited = saturate(exact)
    if Int64(limited) != exact { saturations &+= 1 }
    return limited
  }
}
