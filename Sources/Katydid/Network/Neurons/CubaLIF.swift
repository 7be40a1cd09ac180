/// LIF behind a leaky synaptic current ("current based").
///
///     i' = saturate(currentLeak i + A 2^F + bias)
///     v' = saturate(leak v + i' + membraneBias)
///     fires at v' > threshold (or >=), then v' is reset; i' is not
///
/// The order of NIR (Pedersen et al. 2024): the membrane integrates the new current. Gains are folded, so the
/// current is in units of the membrane potential.
struct CubaLIF: SpikingModel {
  @inline(__always)
  func integrate(_ layer: borrowing Layer, at index: Int, _ tick: inout Tick) -> Lanes {
    let state = unsafe layer.second.unsafelyUnwrapped
    let currentLeak = unsafe layer.secondLeak.unsafelyUnwrapped.lanes(index)
    let current = unsafe tick.integrate(
      layer, at: index, leaked: multiplyQ31(currentLeak, state.lanes(index)))
    unsafe tick.update(state, at: index, to: current)

    let leak = unsafe layer.leak.unsafelyUnwrapped.lanes(index)
    let leaked = unsafe multiplyQ31(leak, layer.membrane.lanes(index))
    let membraneBias = unsafe layer.secondBias.unsafelyUnwrapped.lanes(index)
    // Two values in the range of a state: their sum fits.
    return tick.saturations.sum(leaked, current &+ membraneBias)
  }
}
