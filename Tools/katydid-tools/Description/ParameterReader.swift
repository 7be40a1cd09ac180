/// Gets the numbers that a description refers to, from the description itself or from the tensors.
struct ParameterReader {
  private let weights: Safetensors
  private var used: Set<String> = []
  /// Numbers that may still be read: 512 MiB of them. A tensor may be referred to many times.
  private var remainingElements = 1 << 26

  init(weights: Safetensors) { self.weights = weights }

  /// Names of the tensors that nothing has referred to, sorted.
  var unusedTensors: [String] { weights.tensors.keys.filter { !used.contains($0) }.sorted() }

  /// The numbers of a tensor, finite and of one of the given shapes.
  mutating func tensor(
    _ name: String, shapes: [[Int]], at location: InputLocation
  ) throws(Failure) -> [Double] {
    let shape = try weights.tensor(name, at: location).shape
    guard shapes.contains(shape) else {
      let wanted = shapes.map { "\($0)" }.joined(separator: " or ")
      throw location.error("tensor '\(name)' has the shape \(shape); it must be \(wanted)")
    }
    let count = elementCount(of: shape) ?? .max
    guard count <= remainingElements else {
      throw location.error(
        "tensor '\(name)' is too much: \(remainingElements) more numbers are read")
    }
    remainingElements -= count
    used.insert(name)
    let values = try weights.values(of: name, at: location)
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw location.error(
        "tensor '\(name)' is \(values[index]) at \(position(of: index, in: shape)); every value "
          + "must be a finite number")
    }
    return values
  }

  /// A parameter of a layer: a number for all neurons, or the name of a tensor of shape [] or
  /// `[count]`.
  ///
  /// - Returns: One value for each neuron.
  mutating func values(
    _ value: JSONValue, count: Int, at location: InputLocation
  ) throws(Failure) -> [Double] {
    switch value {
    case .number(let number) where number.isFinite:
      return [Double](repeating: number, count: count)
    case .string(let name):
      let values = try tensor(name, shapes: [[], [count]], at: location)
      return values.count == count ? values : [Double](repeating: values[0], count: count)
    default:
      throw location.error("is \(value.kindName); it must be a number or the name of a tensor")
    }
  }
}
