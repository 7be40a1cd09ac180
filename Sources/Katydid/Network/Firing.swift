/// The neurons of a layer that fire in a tick: how often, and what becomes of their potential.
struct Firing {
  private(set) var list: SpikeList
  /// Spikes beyond the first of a neuron.
  private var further = 0
  private(set) var saturations = SaturationCount()

  /// Those of no neuron yet.
  init(_ layer: borrowing Layer) {
    list = layer.spikes
    list.removeAll()
  }

  /// Sum of all spike counts.
  var spikes: Int { list.count &+ further }

  /// Lists the spikes of the neurons from `index` on that fire, at least one of them, and resets their potential; returns the spike counts.
  @inline(__always)
  mutating func fire(
    _ layer: borrowing Layer, at index: Int, _ fires: Lanes, _ potential: inout Lanes,
    threshold: Lanes
  ) -> Lanes {
    let value = unsafe layer.resetValue.unsafelyUnwrapped.lanes(index)
    var amount = value
    if layer.reset == .subtractAdaptive {
      unsafe amount &+= layer.second.unsafelyUnwrapped.lanes(index)
    }
    var counts = Lanes.zero &- fires
    var taken = amount & fires
    if _slowPath(layer.largestCount > 1) {
      counts = Firing.counts(layer, fires, potential, threshold: threshold)
      taken = times(counts, amount)
      listSeveral(counts, from: index)
    } else {
      listSingles(fires, from: index)
    }
    if layer.reset == .toValue {
      potential ^= (potential ^ value) & fires
    } else {
      potential = saturations.sum(potential, Lanes.zero &- taken)
    }
    unsafe layer.membrane.store(potential, index)
    if let refractory = unsafe layer.refractory {
      let counter = unsafe refractory.lanes(index)
      let period = unsafe layer.refractoryPeriod.unsafelyUnwrapped.lanes(index)
      unsafe refractory.store(counter ^ ((counter ^ period) & fires), index)
    }
    return counts
  }

  /// How often each neuron fires that fires: the most times that its potential is above the threshold, or at it.
  @inline(never)
  private static func counts(
    _ layer: borrowing Layer, _ fires: Lanes, _ potential: Lanes, threshold: Lanes
  ) -> Lanes {
    var counts = Lanes.zero
    for lane in 0..<Lanes.count where fires[lane] != 0 {
      // The largest n with v > n T is floor((v - 1) / T); with v >= n T it is floor(v / T).
      let fitting = (potential[lane] &- 1 &+ layer.slack) / max(threshold[lane], 1)
      counts[lane] = min(max(fitting, 1), layer.largestCount)
    }
    return counts
  }

  @inline(__always)
  private mutating func listSingles(_ fires: Lanes, from index: Int) {
    // One bit a lane, each in a byte of its own.
    var pending = bytes(of: fires) & 0x0101_0101_0101_0101
    while pending != 0 {
      list.append(index &+ pending.trailingZeroBitCount &>> 3, value: 1)
      pending &= pending &- 1
    }
  }

  @inline(never)
  private mutating func listSeveral(_ counts: Lanes, from index: Int) {
    for lane in 0..<Lanes.count where counts[lane] != 0 {
      list.append(index &+ lane, value: Int(counts[lane]))
      further &+= Int(counts[lane]) &- 1
    }
  }
}
