import Katydid

/// Reads single nodes of a NIR file: their type and parameters.
struct NIRNodeReader {
  /// Numbers that may still be read: 512 MiB of them in a file. A few bytes of a compressed file
  /// can state any number.
  private var remainingElements = 1 << 26
  /// What was ignored.
  private(set) var notes: [String] = []

  /// - Parameter isNested: Whether the node is in a nested graph, where Input and Output only
  ///   pass on.
  mutating func content(
    of node: borrowing HDF5Group, type: String, isNested: Bool
  ) throws(Failure) -> NIRNode.Content {
    switch type {
    case "Input":
      return isNested ? .relay : .input(shape: try shape(node))
    case "Output":
      if isNested { return .relay }
      return .output(count: node.has("shape") ? try shape(node).reduce(1, *) : nil)
    case "Linear", "Affine": return try weights(node, hasBias: type == "Affine")
    case "Scale":
      try noteUnknown(in: node, known: ["scale"])
      let (factors, shape) = try some(node, "scale")
      return .weights(.scale(factors, shape: shape), bias: nil)
    case "Delay":
      try noteUnknown(in: node, known: ["delay"])
      let (seconds, shape) = try some(node, "delay")
      if let index = seconds.firstIndex(where: { $0 < 0 }) {
        throw node.location.at(parameter: "delay").error(
          "is \(seconds[index]) s at \(index); a delay is 0 or more")
      }
      return .delay(seconds, shape: shape)
    case "Flatten": return .flatten
    case "Conv1d": return try convolution(node, rank: 1)
    case "Conv2d": return try convolution(node, rank: 2)
    case "SumPool2d", "AvgPool2d": return try pooling(node, isAverage: type == "AvgPool2d")
    case "LIF":
      let names = ["tau", "r", "v_leak", "v_threshold"]
      return try neurons(node, .lif, required: names, optional: ["v_reset"])
    case "CubaLIF":
      let names = ["tau_syn", "tau_mem", "r", "v_leak", "v_threshold"]
      return try neurons(node, .cubaLIF, required: names, optional: ["v_reset", "w_in"])
    case "CubaLI":
      let names = ["tau_syn", "tau_mem", "r", "v_leak"]
      return try neurons(node, .cubaLI, required: names, optional: ["w_in"])
    case "IF":
      let names = ["r", "v_threshold"]
      return try neurons(node, .integrateAndFire, required: names, optional: ["v_reset"])
    case "LI":
      return try neurons(node, .leakyIntegrator, required: ["tau", "r", "v_leak"], optional: [])
    case "I": return try neurons(node, .integrator, required: ["r"], optional: [])
    case "Threshold":
      return try neurons(node, .threshold, required: ["threshold"], optional: [])
    default:
      throw node.location.error(
        "is of the type \(type), which cannot be packed; what can be are Input, Output, Linear, "
          + "Affine, Scale, Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten, Delay, Threshold, I, IF, "
          + "LI, LIF, CubaLI, CubaLIF and NIRGraph")
    }
  }

  /// The shape that an Input or Output states.
  private mutating func shape(_ node: borrowing HDF5Group) throws(Failure) -> [Int] {
    let extents = try numbers(node, "shape").values
    let shape = extents.map { Int(exactly: $0) ?? -1 }
    guard let count = elementCount(of: shape), (1...65_535).contains(count) else {
      throw node.location.at(parameter: "shape").error(
        "is \(extents); extents must be whole numbers and their product 1 to 65535")
    }
    return shape
  }

  private mutating func weights(
    _ node: borrowing HDF5Group, hasBias: Bool
  ) throws(Failure) -> NIRNode.Content {
    try noteUnknown(in: node, known: hasBias ? ["weight", "bias"] : ["weight"])
    let (values, shape) = try numbers(node, "weight")
    guard shape.count == 2, !values.isEmpty else {
      throw node.location.at(parameter: "weight").error(
        "has the shape \(shape); it must be [outputs, inputs]")
    }
    let matrix = Matrix(rows: shape[0], columns: shape[1], elements: values)
    guard hasBias else { return .weights(.dense(matrix), bias: nil) }
    let (bias, biasShape) = try numbers(node, "bias")
    guard bias.count == matrix.rows || biasShape.isEmpty else {
      throw node.location.at(parameter: "bias").error(
        "has the shape \(biasShape) and the weight \(shape); it must be [\(matrix.rows)]")
    }
    return .weights(.dense(matrix), bias: bias)
  }

  private mutating func neurons(
    _ node: borrowing HDF5Group, _ model: NIRNeurons.Model, required: [String], optional: [String]
  ) throws(Failure) -> NIRNode.Content {
    try noteUnknown(in: node, known: required + optional)
    var neurons = NIRNeurons(model: model, count: nil, parameters: [:])
    var first = ""
    for name in required + optional where required.contains(name) || node.has(name) {
      let (values, shape) = try numbers(node, name)
      let location = node.location.at(parameter: name)
      guard !values.isEmpty else { throw location.error("is empty") }
      neurons.parameters[name] = values
      if values.count == 1 { continue }
      let count = neurons.count ?? values.count
      guard values.count == count else {
        throw location.error("has the shape \(shape), but \(first) is for \(count) neurons")
      }
      if neurons.count == nil { (neurons.count, neurons.shape, first) = (count, shape, name) }
    }
    return .neurons(neurons)
  }

  /// Numbers of which there must be one at least.
  private mutating func some(
    _ node: borrowing HDF5Group, _ name: String
  ) throws(Failure) -> (values: [Double], shape: [Int]) {
    let result = try numbers(node, name)
    guard !result.values.isEmpty else {
      throw node.location.at(parameter: name).error("is empty")
    }
    return result
  }

  mutating func numbers(
    _ node: borrowing HDF5Group, _ name: String
  ) throws(Failure) -> (values: [Double], shape: [Int]) {
    let result = try node.dataset(name).numbers(limit: remainingElements)
    remainingElements -= result.values.count
    try node.location.at(parameter: name).requireFinite(result.values, shape: result.shape)
    return result
  }

  /// Notes parameters that nobody reads: a newer NIR may have given them a meaning.
  mutating func noteUnknown(
    in node: borrowing HDF5Group, known: [String]
  ) throws(Failure) {
    let harmless = ["type", "metadata", "input_type", "output_type"]
    let unknown = try node.members(limit: 256).filter { !(known + harmless).contains($0) }
    if unknown.isEmpty { return }
    let name = node.location.node ?? ""
    notes.append("node '\(name)': not known here and ignored: \(unknown.joined(separator: ", "))")
  }
}
