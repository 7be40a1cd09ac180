/// The neurons of a layer that fire in a tick: how often, and what becomes of their potential.
///
/// Spikes are rare, so they are dealt with one by one, after the loop over the neurons has listed who fires.
@safe struct Firing {
  private(set) var spikes = 0
  private(set) var saturations: UInt64 = 0

  /// Nobody fires.
  init() {}

  /// Resets every neuron in the layer's list of spikes and finds how often it fires.
  ///
  /// - Parameter drives: Gets what each neuron that fires brings to its adaptation, where the layer's model has one.
  @inline(never)
  init(_ layer: inout Layer, drives: UnsafeMutablePointer<Int32>?) {
    if layer.largestCount > 1 {
      listCounts(&layer)
    } else {
      spikes = layer.spikes.count
    }
    layer.spikes.forEachEvent { neuron, count in
      let potential = unsafe layer.membrane[neuron]
      unsafe layer.membrane[neuron] = reset(neuron, from: potential, count: count, layer)
      if let refractory = unsafe layer.refractory {
        unsafe refractory[neuron] = layer.refractoryPeriod.unsafelyUnwrapped[neuron]
      }
      if let drives = unsafe drives {
        unsafe drives[neuron] = Firing.drive(ofAdaptation: neuron, count: count, layer)
      }
    }
  }

  /// Moves the neurons that fire several times from the list of single spikes to that of counts.
  private mutating func listCounts(_ layer: inout Layer) {
    var list = layer.spikes
    list.removeAll()
    layer.spikes.forEachEvent { neuron, _ in
      var threshold = unsafe layer.threshold.unsafelyUnwrapped[neuron]
      if layer.kind.raisesThreshold { unsafe threshold &+= layer.second.unsafelyUnwrapped[neuron] }
      // The largest n with v > n T is floor((v - 1) / T); with v >= n T it is floor(v / T).
      let potential = unsafe layer.membrane[neuron]
      let fitting = (potential &- 1 &+ layer.slack) / max(threshold, 1)
      let count = Int(min(max(fitting, 1), layer.largestCount))
      list.append(neuron, value: count)
      spikes &+= count
    }
    layer.spikes = list
  }

  /// ALIF: `count` times the jump, limited to 32 bits, which `saturate` does not see. adLIF: the count.
  @inline(__always)
  private static func drive(
    ofAdaptation neuron: Int, count: Int, _ layer: borrowing Layer
  ) -> Int32 {
    guard layer.kind == .alif else { return Int32(truncatingIfNeeded: count) }
    let jump = unsafe layer.secondBias.unsafelyUnwrapped[neuron]
    return Int32(clamping: Int64(count) &* Int64(jump))
  }

  /// The potential of a neuron after it fired `count` times.
  @inline(__always)
  private mutating func reset(
    _ neuron: Int, from potential: Int32, count: Int, _ layer: borrowing Layer
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
