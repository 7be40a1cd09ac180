import Foundation

/// Reads a network from a NIR file.
///
/// - Returns: The network, and what was assumed, ignored or looks odd, for people to read.
/// - Throws: `Failure` naming file, node and parameter.
func readNIR(
  path: String, options: NIROptions
) throws -> (network: RealNetwork, notes: [String]) {
  guard FileManager.default.isReadableFile(atPath: path) else {
    throw InputLocation(file: path).error(
      "is not there or must not be read; check path and permissions", status: .noInput)
  }
  let reader = try CrashReport.about(path) { try NIRGraphReader(path: path) }
  try options.check(against: reader.graph)
  let (graph, dropped) = try reader.graph.pruned()
  var notes = reader.notes
  if !dropped.isEmpty {
    notes.append("left out, as they do not lead to the Output: " + quoted(dropped))
  }
  let reading = NIRReading(graph, options: options)
  var builder = try NIRNetworkBuilder(graph, reading: reading)
  let network = try builder.network()
  notes += reading.notes + builder.notes
  return (network, notes)
}

func quoted(_ names: [String]) -> String {
  names.map { "'\($0)'" }.joined(separator: ", ")
}
