/// A common 8-bit grid of weights: each is a whole number of steps, -127...127.
enum Grid {
  /// Most distance from the grid, in steps: weights come from float32, whose error at 127 steps is about 1e-5 steps.
  private static let tolerance = 3e-5

  /// The step of the coarsest grid that all weights lie on, or nil.
  ///
  /// The largest weight is `K` steps for some `K` in 1...127, so there are 127 grids to try. A weight that refuted
  /// one grid is likely to refute the next: such witnesses are asked first, which makes a million weights quick.
  /// The step is then refined by least squares, `sum(w k) / sum(k k)`.
  ///
  /// Zeros lie on every grid. Weights that are all zero have none.
  static func step(of weights: ArraySlice<Double>) -> Double? {
    let largest = weights.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return nil }
    var witnesses: [Double] = []
    for steps in 1...127 {
      let perWeight = Double(steps) / largest
      func refutes(_ weight: Double) -> Bool {
        let position = weight * perWeight
        // Also refuted by what is not a number: a step too small to divide by.
        return !(abs(position - position.rounded()) <= tolerance)
      }
      if witnesses.contains(where: refutes) { continue }
      if let witness = weights.first(where: refutes) {
        witnesses.append(witness)
        continue
      }
      return refined(weights, perWeight: perWeight)
    }
    return nil
  }

  private static func refined(_ weights: ArraySlice<Double>, perWeight: Double) -> Double {
    var product = 0.0
    var square = 0.0
    for weight in weights {
      let steps = (weight * perWeight).rounded()
      product += weight * steps
      square += steps * steps
    }
    return product / square
  }
}
