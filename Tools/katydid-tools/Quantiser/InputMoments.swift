import Katydid

/// What came into the neurons of one layer in a calibration run: the mean products of all pairs of
/// inputs, each smoothed as the membrane smooths it.
///
/// An error `e` of a neuron's weights changes its potential by `e` times the smoothed input, so the mean
/// square of the change is `e H e` with this matrix `H`.
struct InputMoments {
  /// Numbers in the row of a neuron, over all projections.
  let size: Int
  /// Row-major `[size, size]`.
  private(set) var values: [Double]

  /// Larger rows are left alone: their matrix would take long.
  static let largestSize = 2048

  init(size: Int) {
    self.size = size
    values = Array(repeating: 0, count: size * size)
  }

  mutating func add(_ inputs: [Double]) {
    let active = inputs.indices.filter { inputs[$0] != 0 }
    values.withUnsafeMutableBufferPointer { values in
      for row in active {
        let value = inputs[row]
        for column in active { values[row * size + column] += value * inputs[column] }
      }
    }
  }

  /// With a share of the mean square of an input added to that of each: inputs that this run did not
  /// show may come, and keep rounding errors small for them too.
  func regularised(by share: Double) -> InputMoments {
    var result = self
    let mean = (0..<size).reduce(0) { $0 + values[$1 * size + $1] } / Double(max(size, 1))
    for index in 0..<size { result.values[index * size + index] += share * mean + 1e-12 }
    return result
  }
}
