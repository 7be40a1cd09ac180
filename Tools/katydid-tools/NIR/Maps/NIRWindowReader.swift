import Katydid

/// Reads the nodes of a NIR file that move windows over images: convolutions and poolings.
extension NIRNodeReader {
  mutating func convolution(
    _ node: borrowing HDF5Group, rank: Int
  ) throws(Failure) -> NIRNode.Content {
    try noteUnknown(
      in: node,
      known: ["weight", "bias", "stride", "padding", "dilation", "groups", "input_shape"])
    var (kernels, shape) = try numbers(node, "weight")
    guard shape.count == rank + 2, !kernels.isEmpty else {
      let axes = rank == 1 ? "length" : "height, width"
      throw node.location.at(parameter: "weight").error(
        "has the shape \(shape); it must be [outputs, inputs / groups, \(axes)]")
    }
    if rank == 1 { shape.insert(1, at: 2) }
    let groups = try node.has("groups") ? wholes(node, "groups", count: 1, from: 1)[0] : 1
    guard shape[0] % groups == 0 else {
      throw node.location.at(parameter: "groups").error(
        "is \(groups), which does not divide \(shape[0]) output channels")
    }
    let strides = try axes(node, "stride", rank, standard: 1, from: 1)
    let dilations = try axes(node, "dilation", rank, standard: 1, from: 1)
    var before = [0, 0]
    var after = [0, 0]
    if try isText(node, "padding") {
      switch try node.string("padding") {
      case "valid": break
      case "same":
        guard strides.allSatisfy({ $0 == 1 }) else {
          throw node.location.at(parameter: "padding").error(
            "is \"same\", which needs a stride of 1; state it in numbers")
        }
        // As PyTorch does it: the odd one goes behind.
        let total = (0..<2).map { dilations[$0] * (shape[2 + $0] - 1) }
        before = total.map { $0 / 2 }
        after = zip(total, before).map { $0 - $1 }
      case let other:
        throw node.location.at(parameter: "padding").error(
          "is '\(other)'; it must be \"same\", \"valid\" or numbers")
      }
    } else {
      before = try axes(node, "padding", rank, standard: 0, from: 0)
      after = before
    }
    func window(_ axis: Int) -> Window {
      Window(
        kernel: shape[2 + axis], stride: strides[axis], dilation: dilations[axis],
        padding: before[axis])
    }
    let convolution = NIRConvolution(
      rank: rank, kernels: kernels, kernelShape: shape, vertical: window(0), horizontal: window(1),
      paddingAfter: after, groups: groups, inputShape: try inputShape(node, rank))
    guard node.has("bias") else { return .weights(.convolution(convolution), bias: nil) }
    let bias = try numbers(node, "bias").values
    guard bias.count == shape[0] || bias.count == 1 else {
      throw node.location.at(parameter: "bias").error(
        "has \(bias.count) numbers for \(shape[0]) output channels")
    }
    return .weights(.convolution(convolution), bias: bias)
  }

  mutating func pooling(
    _ node: borrowing HDF5Group, isAverage: Bool
  ) throws(Failure) -> NIRNode.Content {
    try noteUnknown(in: node, known: ["kernel_size", "stride", "padding"])
    let kernel = try wholes(node, "kernel_size", count: 2, from: 1)
    let stride = try node.has("stride") ? wholes(node, "stride", count: 2, from: 1) : kernel
    let padding = try axes(node, "padding", 2, standard: 0, from: 0)
    func window(_ axis: Int) -> Window {
      Window(kernel: kernel[axis], stride: stride[axis], padding: padding[axis])
    }
    return .weights(
      .pooling(NIRPooling(vertical: window(0), horizontal: window(1), isAverage: isAverage)),
      bias: nil)
  }

  /// `input_shape`, which nir leaves out, or writes as None, where it does not know it.
  private mutating func inputShape(
    _ node: borrowing HDF5Group, _ rank: Int
  ) throws(Failure) -> [Int]? {
    guard node.has("input_shape"), try !isText(node, "input_shape") else { return nil }
    // Norse writes an empty one.
    if try numbers(node, "input_shape").values.isEmpty { return nil }
    return try wholes(node, "input_shape", count: rank, from: 1)
  }

  private func isText(_ node: borrowing HDF5Group, _ name: String) throws(Failure) -> Bool {
    guard node.has(name) else { return false }
    return try node.dataset(name).isText
  }

  /// A number for the vertical and one for the horizontal axis; a signal has only the second.
  private mutating func axes(
    _ node: borrowing HDF5Group, _ name: String, _ rank: Int, standard: Int, from least: Int
  ) throws(Failure) -> [Int] {
    guard node.has(name) else { return [standard, standard] }
    let values = try wholes(node, name, count: rank, from: least)
    return rank == 1 ? [standard, values[0]] : values
  }

  /// Whole numbers, `count` of them or one for all.
  private mutating func wholes(
    _ node: borrowing HDF5Group, _ name: String, count: Int, from least: Int
  ) throws(Failure) -> [Int] {
    let values = try numbers(node, name).values
    let wholes = values.compactMap { Int(exactly: $0) }.filter { (least...65_535).contains($0) }
    guard wholes.count == values.count, wholes.count == 1 || wholes.count == count else {
      throw node.location.at(parameter: name).error(
        "is \(values); it must be \(count) whole numbers of \(least) to 65535, or one for all")
    }
    return wholes.count == count ? wholes : [Int](repeating: wholes[0], count: count)
  }
}
