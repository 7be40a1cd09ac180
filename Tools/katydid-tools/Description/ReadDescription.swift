import Foundation

/// Reads a network from `.safetensors` weights and the JSON description that says what they are
/// weights of.
///
/// The description's schema is `network.schema.json`.
///
/// - Parameters:
///   - descriptionPath: The description; nil for FILE.json beside FILE.safetensors.
/// - Returns: The network, and what looks odd, for people to read.
/// - Throws: `Failure` naming the file, and the key or tensor in it.
func readDescription(
  weightsPath: String, descriptionPath: String?
) throws -> (network: RealNetwork, notes: [String]) {
  let path = descriptionPath ?? standardDescriptionPath(of: weightsPath)
  let location = InputLocation(file: path)
  let weights = try Safetensors(path: weightsPath)
  guard let text = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
    throw location.error(
      "is not there or must not be read; describe the network of \(weightsPath) in it, or give "
        + "another file with --description", status: .noInput)
  }
  let root = try ObjectReader(try JSONValue.parse(text, at: location), at: location)
  var reader = DescriptionReader(root, weights: weights)
  return (try reader.read(), reader.notes)
}

private func standardDescriptionPath(of weightsPath: String) -> String {
  let suffix = ".safetensors"
  return (weightsPath.hasSuffix(suffix) ? String(weightsPath.dropLast(suffix.count)) : weightsPath)
    + ".json"
}
