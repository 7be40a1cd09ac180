import Foundation

/// The text of the provenance section: what the network's file says of itself, and how it was packed.
///
/// A JSON object with sorted keys. Nothing in it changes from one run to the next.
enum Provenance {
  /// - Parameters:
  ///   - source: path of the network's file; only its name is kept.
  ///   - options: the options that change the model, as they were given.
  static func json(of network: RealNetwork, source: String, options: [String]) throws -> String {
    var object: [String: Any] = network.provenance
    object["packer"] = "katydid-tools \(KatydidTools.version)"
    object["source"] = URL(fileURLWithPath: source).lastPathComponent
    if let tickSeconds = network.tickSeconds, tickSeconds.isFinite { object["dt"] = tickSeconds }
    if !options.isEmpty { object["options"] = options.joined(separator: " ") }
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return escapingControls(String(decoding: data, as: UTF8.self))
  }

  /// JSON leaves U+007F to U+009F as they are, a blob does not take them. They can only be inside strings.
  private static func escapingControls(_ json: String) -> String {
    json.unicodeScalars.reduce(into: "") { text, scalar in
      if (0x7F...0x9F).contains(scalar.value) {
        text += String(format: "\\u%04x", scalar.value)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
}
