import Foundation

/// What a run of the built program came to.
struct ToolOutcome {
  var status: Int32
  var output: String
  var errors: String
}

/// Runs the built program as people run it.
func runTools(_ arguments: [String]) throws -> ToolOutcome {
  // The test bundle and the programs are built into one folder.
  let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("katydid-tools")
  let process = Process()
  process.executableURL = program
  process.arguments = arguments
  let (output, errors) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  let outputData = output.fileHandleForReading.readDataToEndOfFile()
  let errorData = errors.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return ToolOutcome(
    status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
    errors: String(decoding: errorData, as: UTF8.self))
}
