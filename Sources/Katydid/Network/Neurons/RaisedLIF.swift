/// LIF whose threshold is raised by itself while its potential stays above it: subtraction without a delay as snnTorch does it.
///
///     v' = saturate(leak v + A 2^F + bias)
///     fires n times at v' > threshold + a (or >=), then v' is reset
///     a' = threshold if v' > threshold (or >=) after the reset, else 0
///
/// `snntorch.Leaky` with `reset_mechanism="subtract"` and `reset_delay=False` subtracts the threshold once more before it compares, if the
/// potential that the tick before left is above it, and adds it back where no spike comes. That is a comparison with twice the
/// threshold.
struct RaisedLIF: SpikingModel {
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
    let threshold = unsafe layer.threshold.unsafelyUnwrapped.lanes(index)
    let potential = unsafe layer.membrane.lanes(index)
    unsafe tick.update(
      layer.second.unsafelyUnwrapped, at: index,
      to: threshold & mask(potential .> (threshold &- Lanes(repeating: layer.slack))))
  }
}
