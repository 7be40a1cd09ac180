/// Rounds the weights of a neuron so that their errors cancel for the inputs that it gets, where rounding
/// each to nearest would let them add up.
///
/// Coordinate descent on the mean squared error of the potential, as in Nagel et al., "Up or down?
/// Adaptive rounding for post-training quantization" (2020), whose quadratic form this is.
enum CorrelationRounding {
  private static let stepFactors = [1.0, 0.97, 0.94, 0.91, 0.88, 0.84, 0.8, 0.75, 0.7]
  private static let sweeps = 6

  /// The step and the weights in steps with the least error.
  ///
  /// - Parameter row: the weights; those that are 0 stay 0.
  static func round(
    _ row: ArraySlice<Double>, _ moments: InputMoments
  ) -> (step: Double, steps: [Int8]) {
    let weights = Array(row)
    let largest = weights.reduce(0) { max($0, abs($1)) }
    var best = (error: Double.infinity, step: largest / 127, steps: [Double]())
    for factor in stepFactors {
      let step = largest * factor / 127
      let (error, steps) = rounded(weights, step: step, moments)
      if error < best.error { best = (error, step, steps) }
    }
    return (best.step, best.steps.map { Int8($0) })
  }

  private static func rounded(
    _ weights: [Double], step: Double, _ moments: InputMoments
  ) -> (error: Double, steps: [Double]) {
    let size = weights.count
    var steps = weights.map { min(max(($0 / step).rounded(), -127), 127) }
    let present = weights.indices.filter { weights[$0] != 0 }
    var error = 0.0
    // Gradient of half the error, in steps.
    var gradient = [Double](repeating: 0, count: size)
    moments.values.withUnsafeBufferPointer { moments in
      gradient.withUnsafeMutableBufferPointer { gradient in
        for index in present {
          let difference = steps[index] - weights[index] / step
          for other in 0..<size { gradient[other] += difference * moments[index * size + other] }
        }
        for _ in 0..<sweeps {
          var hasChanged = false
          for index in present {
            let wanted = steps[index] - gradient[index] / moments[index * size + index]
            let change = min(max(wanted.rounded(), -127), 127) - steps[index]
            if change == 0 { continue }
            hasChanged = true
            steps[index] += change
            for other in 0..<size { gradient[other] += change * moments[index * size + other] }
          }
          if !hasChanged { break }
        }
        for index in present { error += (steps[index] - weights[index] / step) * gradient[index] }
      }
    }
    return (error * step * step, steps)
  }
}
