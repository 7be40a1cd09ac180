import Foundation

extension DecayOption {
  /// What a time constant does in a tick, `x' = leak x + gain input` with a gain that makes a
  /// constant input its own fixed point; Gerstner et al., *Neuronal Dynamics* (2014), section 1.3.
  ///
  /// With `u = dt / tau`: Euler has the leak `1 - u` and the gain `u`, exponential `exp(-u)` and `1
  /// - exp(-u)`.
  func factors(timeConstant seconds: Double, tickSeconds: Double) -> (leak: Double, gain: Double) {
    let u = tickSeconds / seconds
    return switch self {
    case .euler: (1 - snapped(u), snapped(u))
    case .exponential: (exp(-u), -expm1(-u))
    }
  }

  /// The same for each neuron of a layer.
  ///
  /// - Parameter advice: What to do about time constants shorter than a tick, which Euler cannot
  ///   follow.
  func factors(
    timeConstants: [Double], tickSeconds: Double, at location: InputLocation, advice: String
  ) throws(Failure) -> (leak: [Double], gain: [Double]) {
    var leaks: [Double] = []
    var gains: [Double] = []
    for (neuron, seconds) in timeConstants.enumerated() {
      guard seconds > 0, seconds.isFinite else {
        throw location.error(
          "is \(seconds) at neuron \(neuron); a time constant is above 0 seconds")
      }
      let (leak, gain) = factors(timeConstant: seconds, tickSeconds: tickSeconds)
      guard leak >= 0, gain.isFinite else {
        throw location.error(
          "is \(seconds) s at neuron \(neuron), less than a tick of \(tickSeconds) s; \(advice)")
      }
      leaks.append(leak)
      gains.append(gain)
    }
    return (leaks, gains)
  }
}

/// Exactly 1 if the value is within 1e-5 of it.
///
/// Exporters derive gains from float32 factors, so that they miss 1 by 1e-7 where 1 was meant:
/// enough to move weights off their 8-bit grid and to flip spikes at exact ties.
func snapped(_ value: Double) -> Double { abs(value - 1) < 1e-5 ? 1 : value }
