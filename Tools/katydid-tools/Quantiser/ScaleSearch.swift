/// The step for weights that lie on no grid: the one of least squared error, where a smaller step rounds
/// less and clips more.
enum ScaleSearch {
  private static let candidates = 64
  private static let smallestFactor = 0.3

  /// - Returns: a step above 0, or nil if all weights are zero.
  static func step(of weights: ArraySlice<Double>) -> Double? {
    let largest = weights.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return nil }
    var best = (error: Double.infinity, step: largest / 127)
    for candidate in 0..<candidates {
      // From no clipping on: among equals the one that clips least wins.
      let factor = 1 - (1 - smallestFactor) * Double(candidate) / Double(candidates - 1)
      let step = largest * factor / 127
      let error = squaredError(of: weights, step: step)
      if error < best.error { best = (error, step) }
    }
    return best.step
  }

  private static func squaredError(of weights: ArraySlice<Double>, step: Double) -> Double {
    let perWeight = 1 / step
    var sum = 0.0
    for weight in weights {
      let position = weight * perWeight
      let error = position - min(max(position.rounded(), -127), 127)
      sum += error * error
    }
    return sum * step * step
  }
}
