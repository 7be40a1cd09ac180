import Katydid

/// A linear node as its file states it, before it is known what comes in.
enum NIRWeights {
  /// Linear and Affine.
  case dense(Matrix)
  /// Scale: factors, and their shape, which may have to be repeated over what comes in.
  case scale([Double], shape: [Int])
  /// Conv1d and Conv2d.
  case convolution(NIRConvolution)
  /// SumPool2d and AvgPool2d.
  case pooling(NIRPooling)
}

struct NIRConvolution {
  /// Axes that the kernel moves along: 1 or 2.
  var rank: Int
  /// `[output channels, input channels / groups, height, width]`; of Conv1d the height is 1.
  var kernels: [Double]
  var kernelShape: [Int]
  var vertical: Window
  var horizontal: Window
  /// Zeros behind the last element: `[vertical, horizontal]`.
  var paddingAfter: [Int]
  var groups: Int
  /// `[height, width]` or `[length]`, if the file states it.
  var inputShape: [Int]?
}

struct NIRPooling {
  var vertical: Window
  var horizontal: Window
  /// Whether sums are divided by the number of elements of the kernel, those in padding too.
  var isAverage: Bool
}

extension NIRWeights {
  /// What the node does to values of a shape.
  ///
  /// - Returns: The maps, in the order in which they act, and the shape of what comes out.
  /// - Throws: If the node cannot take such values.
  func maps(of shape: [Int], at location: InputLocation) throws(Failure) -> (
    maps: [LinearMap], shape: [Int]
  ) {
    switch self {
    case .dense(let matrix): return ([.dense(matrix)], [matrix.rows])
    case .scale(let factors, let own):
      guard let spread = broadcast(factors, shape: own, to: shape) else {
        throw location.at(parameter: "scale").error(
          "has the shape \(own), and \(shape) comes in; give it one of the same shape")
      }
      return ([.diagonal(spread)], shape)
    case .convolution(let convolution):
      let shape = try convolution.shape(of: shape, at: location)
      let axes = convolution.rank == 1 ? [shape.output.channels, shape.output.width] : nil
      return ([.convolution(shape, kernels: convolution.kernels)], axes ?? shape.output.axes)
    case .pooling(let pooling):
      let shape = try pooling.shape(of: shape, at: location)
      guard pooling.isAverage else { return ([.pooling(shape)], shape.output.axes) }
      let share = [Double](repeating: 1 / Double(shape.area), count: shape.output.count)
      return ([.pooling(shape), .diagonal(share)], shape.output.axes)
    }
  }
}

extension NIRConvolution {
  fileprivate func shape(
    of incoming: [Int], at location: InputLocation
  ) throws(Failure) -> ConvolutionShape {
    let channels = kernelShape[1] * groups
    guard let input = extent(of: incoming, channels: channels) else {
      let axes = rank == 1 ? "[\(channels), length]" : "[\(channels), height, width]"
      throw location.error(
        "takes \(axes), but \(incoming) comes in; give the Input or input_shape the shape it has")
    }
    let output = Extent(
      channels: kernelShape[0],
      height: vertical.outputs(of: input.height, paddingAfter: paddingAfter[0]),
      width: horizontal.outputs(of: input.width, paddingAfter: paddingAfter[1]))
    return try ConvolutionShape(
      input: input, output: output, vertical: vertical, horizontal: horizontal, groups: groups
    ).checked(at: location)
  }

  /// What comes in as an image: by its own axes, by the file's `input_shape` if it is flat, or
  /// where only one length is possible.
  private func extent(of incoming: [Int], channels: Int) -> Extent? {
    let axes = Array(incoming.suffix(rank + 1))
    let before = incoming.dropLast(rank + 1).reduce(1, *)
    if axes.count == rank + 1, axes[0] == channels, before == 1 {
      return Extent(channels: channels, height: rank == 2 ? axes[1] : 1, width: axes[rank])
    }
    let count = incoming.reduce(1, *)
    if let inputShape, count == channels * inputShape.reduce(1, *) {
      return Extent(
        channels: channels, height: rank == 2 ? inputShape[0] : 1, width: inputShape[rank - 1])
    }
    guard rank == 1, count % channels == 0 else { return nil }
    return Extent(channels: channels, width: count / channels)
  }
}

extension NIRPooling {
  fileprivate func shape(
    of incoming: [Int], at location: InputLocation
  ) throws(Failure) -> ConvolutionShape {
    guard incoming.count >= 3, incoming.dropLast(3).allSatisfy({ $0 == 1 }),
      let input = Extent(axes: Array(incoming.suffix(3)))
    else {
      throw location.error(
        "takes [channels, height, width], but \(incoming) comes in; give the Input the shape it has")
    }
    let output = Extent(
      channels: input.channels,
      height: vertical.outputs(of: input.height, paddingAfter: vertical.padding),
      width: horizontal.outputs(of: input.width, paddingAfter: horizontal.padding))
    return try ConvolutionShape(
      input: input, output: output, vertical: vertical, horizontal: horizontal,
      groups: input.channels
    ).checked(at: location)
  }
}

extension ConvolutionShape {
  /// This shape, if a model can hold it and at least one window fits.
  fileprivate func checked(at location: InputLocation) throws(Failure) -> ConvolutionShape {
    let out = [output.channels, output.height, output.width]
    guard out.allSatisfy({ $0 > 0 }) else {
      throw location.error(
        "gives nothing: its kernel is larger than what comes in, \(input.axes); check shapes")
    }
    guard let count = elementCount(of: out), count <= 65_535 else {
      throw location.error("gives \(out) values; a layer has at most 65535")
    }
    let numbers = [vertical, horizontal].flatMap {
      [$0.kernel, $0.stride, $0.dilation, $0.padding, ($0.kernel - 1) * $0.dilation]
    }
    guard numbers.allSatisfy({ $0 <= 65_535 }) else {
      throw location.error("has a kernel, stride, dilation or padding above 65535")
    }
    return self
  }
}

/// Values repeated along axes of 1, as NumPy broadcasts them; nil if the shapes do not fit.
func broadcast(_ values: [Double], shape own: [Int], to shape: [Int]) -> [Double]? {
  let count = shape.reduce(1, *)
  if values.count == count { return values }
  if values.count == 1 { return [Double](repeating: values[0], count: count) }
  // Axes of 1 in front, as of a batch, say nothing.
  let own = Array(own.drop { $0 == 1 })
  let target = Array(shape.drop { $0 == 1 })
  // One axis for the last of several would be a factor for each column; few mean that.
  guard own.count == target.count,
    zip(own, target).allSatisfy({ $0 == $1 || $0 == 1 })
  else { return nil }
  return (0..<count).map { index in
    let place = position(of: index, in: target)
    let source = zip(place, own).reduce(0) { sum, pair in
      sum * pair.1 + (pair.1 == 1 ? 0 : pair.0)
    }
    return values[source]
  }
}
