import ArgumentParser
import Foundation

/// The workstation's program: packs trained networks into blobs, and shows and runs them.
@main
struct KatydidTools: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "katydid-tools",
    abstract: "Pack trained spiking networks into Katydid models, show, run and measure them.",
    discussion: """
      Completion for your shell: katydid-tools --generate-completion-script bash (or zsh, fish).
      Exit codes: 64 usage, 65 bad data, 66 no input, 70 internal error, 73 cannot create output.
      """, version: version,
    subcommands: [
      PackCommand.self, InspectCommand.self, SimulateCommand.self, EvaluateCommand.self,
      EvaluateStreamCommand.self, TuneCommand.self,
    ])

  static func main() {
    let interruption = AtomicFile.removeUnfinishedOnInterrupt()
    defer { withExtendedLifetime(interruption) {} }
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as Failure {
      fail(error.description, error.status)
    } catch let error where exitCode(for: error) != .failure {
      // Usage and help are the argument parser's.
      exit(withError: error)
    } catch {
      fail("\(error); please report this", .internalError)
    }
  }

  private static func fail(_ message: String, _ status: Failure.Status) -> Never {
    Terminal.error("katydid-tools: \(Format.printable(message))\n")
    Foundation.exit(status.rawValue)
  }
}
