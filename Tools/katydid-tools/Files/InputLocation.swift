/// A place in a file that describes a network, for errors to point at.
struct InputLocation {
  var file: String
  var node: String?
  var parameter: String?

  func error(_ what: String, status: Failure.Status = .badData) -> Failure {
    var failure = Failure(status, file: file, what)
    failure.node = node
    failure.parameter = parameter
    return failure
  }

  /// A node of the same file.
  func at(node: String) -> InputLocation { InputLocation(file: file, node: node) }

  /// A parameter of the same node.
  func at(parameter: String) -> InputLocation {
    InputLocation(file: file, node: node, parameter: parameter)
  }

  /// Refuses NaN and infinities.
  ///
  /// - Parameter shape: How the values are arranged in the file, for the error to name the element.
  func requireFinite(_ values: [Double], shape: [Int]) throws(Failure) {
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return }
    let place = shape.isEmpty ? "" : " at \(position(of: index, in: shape))"
    throw error("is \(values[index])\(place); every value must be a finite number")
  }

  /// Refuses a name that the model cannot store: 1 to 255 bytes of UTF-8 without control
  /// characters.
  func requireStorable(_ name: String) throws(Failure) {
    guard (1...255).contains(name.utf8.count) else {
      throw error("'\(name)' has \(name.utf8.count) bytes; a name has 1 to 255: rename it")
    }
    let hasControl = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    if hasControl { throw error("has a control character in its name; rename it") }
  }
}

/// Where an element of an array in C order is, as one index for each axis.
func position(of index: Int, in shape: [Int]) -> [Int] {
  var remainder = index
  let position = shape.reversed().map { extent in
    defer { remainder /= extent }
    return remainder % extent
  }
  return position.reversed()
}
