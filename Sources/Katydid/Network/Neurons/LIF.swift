/// Leaky integrate-and-fire, and without a spike the leaky integrator of a readout.
///
///     v' = saturate(leak v + A 2^F + bias)
///     fires at v' > threshold (or >=), then v' is reset
///
/// Gerstner et al., *Neuronal Dynamics* (2014), section 1.3, with the input gain folded into the weights.
struct LIF: SpikingModel {
  @inline(__always)
  func integrate(_ layer: borrowing Layer, at index: Int, _ tick: inout Tick) -> Lanes {
    let leak = unsafe layer.leak.unsafelyUnwrapped.lanes(index)
    return unsafe tick.integrate(
      layer, at: index, leaked: multiplyQ31(leak, layer.membrane.lanes(index)))
  }
}

/// Integrate-and-fire without a leak.
///
///     v' = saturate(v + A 2^F + bias)
///     fires at v' > threshold (or >=), then v' is reset
struct IntegrateAndFire: SpikingModel {
  @inline(__always)
  func integrate(_ layer: borrowing Layer, at index: Int, _ tick: inout Tick) -> Lanes {
    unsafe tick.integrate(layer, at: index, leaked: layer.membrane.lanes(index))
  }
}
