import ArgumentParser
import Foundation
import Katydid

/// Shows what is in a model.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show what is in a model.",
    discussion: """
      Thresholds and other potentials are in the units of the trained network; a time constant is the \
      time until a state falls to 1/e.
      """)

  @Argument(
    help: ArgumentHelp("A built-in model, or a file.", valueName: "name|file.kat"),
    completion: .file(extensions: ["kat"]))
  var model: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let loaded = try LoadedModel(named: model)
    let provenance = loaded.blob.provenanceObject
    let summary = ModelSummary(loaded.blob, provenance: provenance)
    if json {
      print(try withProvenance(summary, provenance))
    } else {
      print(
        summary.text(title: model, provenance: provenance, isColoured: Terminal.outputHasColour),
        terminator: "")
    }
    withExtendedLifetime(loaded) {}
  }

  /// The summary's JSON with the provenance, whose keys are whoever packed it's, as it is.
  private func withProvenance(_ summary: ModelSummary, _ provenance: [String: Any]?) throws
    -> String
  {
    let encoded = try JSONSerialization.jsonObject(with: Data(try summary.json().utf8))
    var object = encoded as? [String: Any] ?? [:]
    object["provenance"] = provenance
    let data = try JSONSerialization.data(
      withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
  }
}
