/// LIF with an adaptive current, driven by the potential and by the spikes.
///
///     v' = saturate(leak v + A 2^F + bias - w)
///     fires n times at v' > threshold (or >=), then v' is reset
///     w' = saturate(adaptationLeak w + coupling v' + n adaptationJump)      v' after the reset
///
/// Bittar and Garner 2022 in the update order of SE-adLIF (Baronig et al. 2025). `w` here is theirs times the gain
/// (1 - alpha), the coupling (1 - alpha)(1 - beta) p, the jump (1 - alpha)(1 - beta) q.
struct AdLIF: SpikingModel {
  @inline(__always)
  func integrate(_ layer: borrowing Layer, at index: Int, _ tick: inout Tick) -> Lanes {
    let leak = unsafe layer.leak.unsafelyUnwrapped.lanes(index)
    return unsafe tick.integrate(
      layer, at: index, leaked: multiplyQ31(leak, layer.membrane.lanes(index)),
      opposing: layer.second.unsafelyUnwrapped.lanes(index))
  }

  static var adapts: Bool {
    @inline(__always) get { true }
  }

  @inline(__always)
  func adapt(_ layer: borrowing Layer, at index: Int, _ drive: Lanes, _ tick: inout Tick) {
    let state = unsafe layer.second.unsafelyUnwrapped
    let leak = unsafe layer.secondLeak.unsafelyUnwrapped.lanes(index)
    let jump = unsafe layer.secondBias.unsafelyUnwrapped.lanes(index)
    let mantissa = unsafe layer.couplingMantissa.unsafelyUnwrapped.lanes(index)
    let shift = unsafe layer.couplingShift.unsafelyUnwrapped.lanes(index)
    let leaked = unsafe WideLanes(truncatingIfNeeded: multiplyQ31(leak, state.lanes(index)))
    let coupled = unsafe multiply(mantissa, layer.membrane.lanes(index), shift: shift)
    let jumps = WideLanes(truncatingIfNeeded: drive) &* WideLanes(truncatingIfNeeded: jump)
    unsafe tick.update(
      state, at: index, to: tick.saturations.saturate(leaked &+ coupled &+ jumps))
  }
}
