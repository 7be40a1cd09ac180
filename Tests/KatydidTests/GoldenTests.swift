import Foundation
import Testing

@testable import Katydid

/// Every golden vector against the engine, as `replay golden` has it on a board.
struct GoldenTests {
  static let audio = names(in: "frontend", extension: "golden")
  static let networks = names(in: "networks", extension: "expected")

  private static func names(in folder: String, extension wanted: String) -> [String] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: golden.appending(path: folder), includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == wanted }
      .map { $0.deletingPathExtension().lastPathComponent }.sorted()
  }

  @Test func vectorsAreThere() {
    #expect(Self.networks.count >= 20)
    for (prefix, least) in [
      ("", 57), ("semitone-", 17), ("resampler-", 8), ("decision-", 6), ("tracking", 6),
      ("recognizer", 2),
    ] {
      #expect(Self.audio.count { $0.hasPrefix(prefix) } >= least, "\(prefix)")
    }
  }

  @Test(arguments: audio) func audioMatchesTheReference(name: String) {
    expectNoFault(golden.appending(path: "frontend/\(name).golden"))
  }

  @Test(arguments: networks) func networkMatchesTheReference(name: String) {
    expectNoFault(golden.appending(path: "networks/\(name).expected"))
  }

  private func expectNoFault(_ file: URL) {
    guard let fault = goldenFault(in: file) else { return }
    var text = CollectedText()
    fault.describe(to: &text)
    Issue.record("\(String(decoding: text.bytes, as: UTF8.self))")
  }
}

/// What the check of a golden vector finds wrong.
func goldenFault(in file: URL) -> GoldenFault? {
  file.path.withCString { GoldenCheck.fault(inFileAt: $0) }
}

private struct CollectedText: TextSink {
  var bytes: [UInt8] = []

  mutating func write(_ bytes: UnsafeRawBufferPointer) { self.bytes += bytes }
}
