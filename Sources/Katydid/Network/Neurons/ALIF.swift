/// LIF with an adaptive threshold: the neuron of the LSNN.
///
///     v' = saturate(leak v + A 2^F + bias)
///     fires n times at v' > threshold + a (or >=), then v' is reset
///     a' = saturate(adaptationLeak a + n adaptationJump)
///
/// Bellec et al., *Long short-term memory and learning-to-learn in networks of spiking neurons* (2018): `a` here is
/// their strength times their adaptation, and the jump is the strength times (1 - rho).
struct ALIF: SpikingModel {
  @inline(__always)
  func integrate(_ layer: borrowing Layer, at index: Int, _ tick: inout Tick) -> Lanes {
    LIF().integrate(layer, at: index, &tick)
  }

  @inline(__always)
  func thresholdShift(_ layer: borrowing Layer, at index: Int) -> Lanes {
    unsafe layer.second.unsafelyUnwrapped.lanes(index)
  }

  static var adapts: Bool {
    @inline(__always) get { true }
  }

  @inline(__always)
  func adapt(_ layer: borrowing Layer, at index: Int, _ drive: Lanes, _ tick: inout Tick) {
    let state = unsafe layer.second.unsafelyUnwrapped
    let leak = unsafe layer.secondLeak.unsafelyUnwrapped.lanes(index)
    let leaked = unsafe multiplyQ31(leak, state.lanes(index))
    unsafe tick.update(state, at: index, to: tick.saturations.sum(leaked, drive))
  }
}
