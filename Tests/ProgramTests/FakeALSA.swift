import Foundation
import TestSupport
import Testing

/// Sound cards and a configuration of ALSA that are not this machine's, for programs that run in their environment.
final class FakeALSA {
  private let folder: TemporaryFolder
  let environment: [String: String]

  /// - Parameters:
  ///   - configuration: PCMs, besides those that every ALSA has.
  ///   - hasCards: Whether there are the two cards of Tests/FakeCards.
  init(_ configuration: String, hasCards: Bool = false, folder: TemporaryFolder? = nil) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    let library = folder.path("cards.so")
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    let source = repository.appending(path: "Tests/FakeCards/cards.c").path
    compiler.arguments = [
      "clang", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lasound",
    ]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    let basis = "pcm.null { type null }\n"
    let path = try folder.write((basis + configuration).utf8, to: "alsa.conf")
    let variables = ["ALSA_CONFIG_PATH": path, "LD_PRELOAD": library, "TERM": "xterm"]
    environment = hasCards ? variables : variables.merging(["NO_CARDS": "1"]) { $1 }
  }

  /// No card, and a device `tape` that gives these samples.
  convenience init(tape samples: [Int16], channels: Int = 1) throws {
    let folder = try TemporaryFolder()
    let path = try samples.withUnsafeBytes { try folder.write($0, to: "tape.raw") }
    try self.init(FakeALSA.tape(path, channels: channels), folder: folder)
  }

  /// The configuration of a device `tape` that gives the 16-bit samples of a file, as fast as it is read.
  static func tape(_ path: String, channels: Int = 1) -> String {
    let bindings = (0..<channels).map { "\($0) { slave a channel \($0) }" }.joined(separator: " ")
    return """
      pcm.tape {
        type file slave.pcm { type multi
          slaves.a { pcm { type linear slave { pcm "null" format S16_LE } } channels \(channels) }
          bindings { \(bindings) } }
        file "/dev/null" infile "\(path)" format "raw"
        hint { show on description "A tape" } }

      """
  }

  func run(_ arguments: String..., program: String = "katydid", variables: [String: String] = [:])
    throws -> ProgramRun
  {
    try ProgramRun(arguments, program: program, environment: environment.merging(variables) { $1 })
  }
}
