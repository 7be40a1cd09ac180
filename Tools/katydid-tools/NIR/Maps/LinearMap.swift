import Katydid

/// A linear map between what a node is given and what it gives, both numbered in C order.
enum LinearMap {
  case dense(Matrix)
  /// A factor for each value.
  case diagonal([Double])
  /// Kernels `[output channels, input channels / groups, vertical kernel, horizontal kernel]`.
  case convolution(ConvolutionShape, kernels: [Double])
  /// Sums, nothing divided.
  case pooling(ConvolutionShape)

  var inputs: Int {
    switch self {
    case .dense(let matrix): matrix.columns
    case .diagonal(let factors): factors.count
    case .convolution(let shape, _), .pooling(let shape): shape.input.count
    }
  }

  var outputs: Int {
    switch self {
    case .dense(let matrix): matrix.rows
    case .diagonal(let factors): factors.count
    case .convolution(let shape, _), .pooling(let shape): shape.output.count
    }
  }

  /// Products that `applied` takes.
  var products: Int {
    switch self {
    case .dense(let matrix): matrix.elements.count
    case .diagonal(let factors): factors.count
    case .convolution(let shape, _): shape.output.count * shape.inputChannelsPerGroup * shape.area
    case .pooling(let shape): shape.output.count * shape.area
    }
  }

  func applied(to vector: [Double]) -> [Double] {
    switch self {
    case .dense(let matrix): return matrix * vector
    case .diagonal(let factors): return zip(factors, vector).map { $0 * $1 }
    case .convolution, .pooling:
      var result = [Double](repeating: 0, count: outputs)
      forEachWeight { target, source, weight in result[target] += weight * vector[source] }
      return result
    }
  }

  /// The same as a matrix `[outputs, inputs]`.
  var matrix: Matrix {
    if case .dense(let matrix) = self { return matrix }
    var matrix = Matrix(
      rows: outputs, columns: inputs, elements: [Double](repeating: 0, count: outputs * inputs))
    let columns = inputs
    forEachWeight { target, source, weight in
      matrix.elements[target * columns + source] += weight
    }
    return matrix
  }

  /// A pooling as the convolution of ones that it is, channel by channel.
  static func ones(_ pooling: ConvolutionShape) -> LinearMap {
    .convolution(
      pooling, kernels: [Double](repeating: 1, count: pooling.output.channels * pooling.area))
  }

  private func forEachWeight(_ body: (_ target: Int, _ source: Int, _ weight: Double) -> Void) {
    switch self {
    case .dense(let matrix):
      for (index, weight) in matrix.elements.enumerated() {
        body(index / matrix.columns, index % matrix.columns, weight)
      }
    case .diagonal(let factors):
      for (index, factor) in factors.enumerated() { body(index, index, factor) }
    case .convolution(let shape, let kernels):
      shape.forEachTap { target, source, kernel in body(target, source, kernels[kernel]) }
    case .pooling(let shape):
      shape.forEachTap { target, source, _ in body(target, source, 1) }
    }
  }
}
