/// Why a file that describes a network was refused: which file, where in it, what is wrong and what
/// to do.
struct InputError: Error, Equatable, CustomStringConvertible {
  /// What kind of mistake it is; decides the exit code of the program.
  enum Cause: Equatable {
    /// The file's content is wrong (EX_DATAERR).
    case data
    /// The file is not there or cannot be read (EX_NOINPUT).
    case missing
    /// The file is right and an option does not fit it (EX_USAGE).
    case usage
  }

  var cause = Cause.data
  /// The file's path, as it was given.
  var file: String
  /// Name of the node in the file.
  var node: String?
  /// Name of the node's parameter, of a tensor or an option, or the path of a key
  /// (`layers[1].tau`).
  var parameter: String?
  /// What is wrong, then what to do about it.
  var message: String

  /// As in `net.nir: node 'lif1': tau: is 0 at neuron 3; …`.
  var description: String {
    var text = file + ": "
    if let node { text += "node '\(node)': " }
    if let parameter { text += parameter + ": " }
    return text + message
  }
}

/// A place in a file that describes a network, for errors to point at.
struct InputLocation {
  var file: String
  var node: String?
  var parameter: String?

  func error(_ message: String, cause: InputError.Cause = .data) -> InputError {
    InputError(cause: cause, file: file, node: node, parameter: parameter, message: message)
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
  func requireFinite(_ values: [Double], shape: [Int]) throws(InputError) {
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return }
    let place = shape.isEmpty ? "" : " at \(position(of: index, in: shape))"
    throw error("is \(values[index])\(place); every value must be a finite number")
  }

  /// Refuses a name that the model cannot store: 1 to 255 bytes of UTF-8 without control
  /// characters.
  func requireStorable(_ name: String) throws(InputError) {
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
