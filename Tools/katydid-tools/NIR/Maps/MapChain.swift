import Katydid

/// Linear maps one after another, made one wherever that is possible without writing out a matrix.
struct MapChain {
  /// The one that acts first comes first. None for the identity.
  private(set) var maps: [LinearMap] = []

  init() {}

  init(_ map: LinearMap) { maps = [map] }

  /// Whether it is a matrix, or as good as one to be added to one.
  var canBeMatrix: Bool {
    switch maps.first {
    case nil, .diagonal, .dense: maps.count <= 1
    case .convolution, .pooling: false
    }
  }

  /// Whether each value depends on the value in the same place only.
  var isElementwise: Bool {
    maps.allSatisfy { if case .diagonal = $0 { true } else { false } }
  }

  /// The same with another map at the end.
  mutating func replaceLast(with map: LinearMap) { maps[maps.count - 1] = map }

  /// Adds a map behind the others.
  mutating func append(_ map: LinearMap) {
    guard let last = maps.last else {
      maps = [map]
      return
    }
    if let joined = MapChain.joined(last, map) {
      maps.removeLast()
      append(joined)
      return
    }
    // Sums of scaled values are scaled sums, if all that are summed have the same factor.
    if case .diagonal(let factors) = last, case .pooling(let shape) = map,
      let perChannel = shape.input.perChannel(factors)
    {
      maps.removeLast()
      append(map)
      append(.diagonal(shape.output.spread(perChannel)))
      return
    }
    if case .pooling = last, case .pooling(let shape) = map {
      maps.append(.ones(shape))
      return
    }
    maps.append(map)
  }

  /// Two maps as one, where that is cheap.
  private static func joined(_ first: LinearMap, _ second: LinearMap) -> LinearMap? {
    switch (first, second) {
    case (.diagonal(let left), .diagonal(let right)):
      return .diagonal(zip(left, right).map { $0 * $1 })
    case (.diagonal(let factors), .dense(var matrix)):
      for index in matrix.elements.indices {
        matrix.elements[index] *= factors[index % matrix.columns]
      }
      return .dense(matrix)
    case (.dense(var matrix), .diagonal(let factors)):
      for index in matrix.elements.indices {
        matrix.elements[index] *= factors[index / matrix.columns]
      }
      return .dense(matrix)
    case (.diagonal(let factors), .convolution(let shape, var kernels)):
      guard let perChannel = shape.input.perChannel(factors) else { return nil }
      for index in kernels.indices {
        let row = index / shape.area
        let group = row / shape.inputChannelsPerGroup / shape.outputChannelsPerGroup
        let inGroup = row % shape.inputChannelsPerGroup
        kernels[index] *= perChannel[group * shape.inputChannelsPerGroup + inGroup]
      }
      return .convolution(shape, kernels: kernels)
    case (.convolution(let shape, var kernels), .diagonal(let factors)):
      guard let perChannel = shape.output.perChannel(factors) else { return nil }
      for index in kernels.indices {
        kernels[index] *= perChannel[index / (shape.inputChannelsPerGroup * shape.area)]
      }
      return .convolution(shape, kernels: kernels)
    // PyTorch leaves out windows that do not fit, so without padding all lie inside.
    case (.convolution(let shape, let kernels), .pooling(let pooling)):
      return pooled(shape, kernels, by: pooling)
    default:
      return nil
    }
  }

  /// A convolution whose outputs are summed in windows, as a convolution with larger kernels. Not
  /// where windows reach into padding: there the pooling sees zeros, the other would see sums.
  private static func pooled(
    _ shape: ConvolutionShape, _ kernels: [Double], by pooling: ConvolutionShape
  ) -> LinearMap? {
    guard shape.output == pooling.input, pooling.vertical.padding == 0,
      pooling.horizontal.padding == 0,
      let vertical = shape.vertical.joined(with: pooling.vertical),
      let horizontal = shape.horizontal.joined(with: pooling.horizontal)
    else { return nil }
    let result = ConvolutionShape(
      input: shape.input, output: pooling.output, vertical: vertical, horizontal: horizontal,
      groups: shape.groups)
    var sums = [Double](repeating: 0, count: result.kernelCount)
    for (index, weight) in kernels.enumerated() {
      let (plane, element) = (index / shape.area, index % shape.area)
      let row = element / shape.horizontal.kernel * shape.vertical.dilation
      let column = element % shape.horizontal.kernel * shape.horizontal.dilation
      for down in 0..<pooling.vertical.kernel {
        for across in 0..<pooling.horizontal.kernel {
          let y = row + down * pooling.vertical.dilation * shape.vertical.stride
          let x = column + across * pooling.horizontal.dilation * shape.horizontal.stride
          sums[plane * result.area + y * horizontal.kernel + x] += weight
        }
      }
    }
    return .convolution(result, kernels: sums)
  }
}

extension Window {
  /// The window of another over the outputs of this one, with a kernel without gaps; nil if that
  /// is long.
  fileprivate func joined(with next: Window) -> Window? {
    let reach = (kernel - 1) * dilation + (next.kernel - 1) * next.dilation * stride
    guard reach < 256 else { return nil }
    return Window(kernel: reach + 1, stride: stride * next.stride, padding: padding)
  }
}

extension Extent {
  /// The factor of each channel, if all its elements have the same.
  func perChannel(_ factors: [Double]) -> [Double]? {
    let size = height * width
    guard factors.count == count else { return nil }
    let first = (0..<channels).map { factors[$0 * size] }
    let isUniform = factors.indices.allSatisfy { factors[$0] == first[$0 / size] }
    return isUniform ? first : nil
  }

  /// A value of each channel for each of its elements.
  func spread(_ perChannel: [Double]) -> [Double] {
    perChannel.flatMap { [Double](repeating: $0, count: height * width) }
  }
}
