import Katydid

/// Maps in the form that a projection has: a sum pooling or none, then weights.
struct ProjectionForm {
  enum Weights {
    case dense(Matrix)
    case convolution(ConvolutionShape, kernels: [Double])
  }

  var pooling: ConvolutionShape?
  var weights: Weights

  /// - Parameters:
  ///   - chain: What is between the source and the target.
  ///   - shape: Of the source's values.
  ///   - size: Their number.
  ///   - budget: What matrices may be made of.
  init(
    _ chain: MapChain, shape: [Int], size: Int, budget: inout MatrixBudget,
    at location: InputLocation
  ) throws(Failure) {
    var maps = chain.maps
    if case .pooling(let shape)? = maps.first {
      // Straight into neurons it is a convolution of ones; a factor behind it may become its weight.
      var alone = MapChain()
      alone.append(.ones(shape))
      for map in maps.dropFirst() { alone.append(map) }
      if maps.count == 1 || (maps.count == 2 && alone.maps.count == 1 && !maps[1].isWeights) {
        maps = alone.maps
      } else {
        pooling = shape
        maps.removeFirst()
      }
    }
    guard let first = maps.first else {
      weights = try ProjectionForm.diagonal(
        [Double](repeating: 1, count: size), shape: shape, &budget, location)
      return
    }
    guard maps.count > 1 else {
      switch first {
      case .dense(let matrix): weights = .dense(matrix)
      case .convolution(let shape, let kernels): weights = .convolution(shape, kernels: kernels)
      case .pooling(let shape):
        weights = .convolution(
          shape, kernels: [Double](repeating: 1, count: shape.output.channels * shape.area))
      case .diagonal(let factors):
        weights = try ProjectionForm.diagonal(
          factors, shape: pooling?.output.axes ?? shape, &budget, location)
      }
      return
    }
    var product = try budget.matrix(of: first, at: location)
    for map in maps.dropFirst() {
      product = try budget.product(try budget.matrix(of: map, at: location), product, at: location)
    }
    weights = .dense(product)
  }

  /// A factor for each value: of an image a convolution with kernels of one number, else a matrix.
  private static func diagonal(
    _ factors: [Double], shape: [Int], _ budget: inout MatrixBudget, _ location: InputLocation
  ) throws(Failure) -> Weights {
    guard let extent = Extent(axes: shape), extent.height * extent.width > 1 else {
      return .dense(try budget.matrix(of: .diagonal(factors), at: location))
    }
    let perChannel = extent.perChannel(factors)
    let own = perChannel == nil ? Extent(channels: extent.count, width: 1) : extent
    let shape = ConvolutionShape(
      input: own, output: own, vertical: Window(kernel: 1), horizontal: Window(kernel: 1),
      groups: own.channels)
    return .convolution(shape, kernels: perChannel ?? factors)
  }
}

/// Limits of the work that a small file can ask for by chaining weights: numbers in all matrices
/// made, and products.
struct MatrixBudget {
  private var remainingElements = 1 << 26
  private var remainingProducts = 1 << 34

  mutating func charge(
    elements: Int, products: Int, at location: InputLocation
  ) throws(Failure) {
    guard elements <= remainingElements, products <= remainingProducts else {
      throw location.error(
        "would take a weight matrix of \(elements) elements made of others, or too much work "
          + "to make it; put neurons between the weights, or multiply them before export")
    }
    remainingElements -= elements
    remainingProducts -= products
  }

  mutating func matrix(of map: LinearMap, at location: InputLocation) throws(Failure) -> Matrix {
    if case .dense(let matrix) = map { return matrix }
    try charge(elements: map.inputs * map.outputs, products: map.products, at: location)
    return map.matrix
  }

  mutating func product(
    _ left: Matrix, _ right: Matrix, at location: InputLocation
  ) throws(Failure) -> Matrix {
    let elements = left.rows * right.columns
    try charge(elements: elements, products: elements * left.columns, at: location)
    return left * right
  }
}

extension LinearMap {
  fileprivate var isWeights: Bool {
    switch self {
    case .dense, .convolution: true
    case .diagonal, .pooling: false
    }
  }
}

extension Extent {
  /// An image from the axes of a shape, `[channels, height, width]` or `[channels, width]`, a batch
  /// axis of 1 before them; nil for a flat one.
  init?(axes: [Int]) {
    switch axes.count {
    case 4 where axes[0] == 1: self.init(channels: axes[1], height: axes[2], width: axes[3])
    case 3: self.init(channels: axes[0], height: axes[1], width: axes[2])
    case 2 where axes[0] > 1: self.init(channels: axes[0], width: axes[1])
    default: return nil
    }
  }

  var axes: [Int] { [channels, height, width] }
}
