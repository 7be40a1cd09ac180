import Foundation
import Katydid
import Testing

@testable import katydid_tools

@Suite struct FrontEndDescriptionTests {
  private func read(_ text: String) throws -> IntegerFrontEnd {
    let location = InputLocation(file: "f.json")
    return try FrontEndDescription.read(
      try ObjectReader(try JSONValue.parse(Data(text.utf8), at: location), at: location))
  }

  private func standard(_ old: String = "", _ new: String = "") throws -> String {
    let text = try String(contentsOfFile: golden("front-end/standard.json"), encoding: .utf8)
    return old.isEmpty ? text : text.replacingOccurrences(of: old, with: new)
  }

  @Test(arguments: ["standard", "without-gate", "rounded", "semitone"])
  func `the same bytes as the Python package`(name: String) throws {
    let frontEnd = try FrontEndDescription.read(
      try ObjectReader(path: golden("front-end/\(name).json")))
    let expected = try Data(contentsOf: URL(fileURLWithPath: golden("front-end/\(name).section")))
    #expect(frontEnd.bytes == Array(expected))
    try frontEnd.bytes.withUnsafeBytes {
      let section = try FrontEndSection(validating: $0)
      #expect(section.hopsPerTick == Int(frontEnd.hopsPerTick))
      #expect(section.gate?.floor == frontEnd.gate?.floor)
    }
  }

  @Test(arguments: [
    ("\"kind\": \"mel\"", "\"kind\": \"gammatone\"", "kind: is 'gammatone'; "),
    ("\"kind\": \"mel\",", "", "kind: is missing"),
    ("\"kind\": \"mel\"", "\"kind\": \"semitone\"", "clamp_at_zero: is not a known key"),
    ("\"limit\"", "\"limits\"", "limits: is not a known key; did you mean 'limit'?"),
    ("\"limit\": 15", "\"limit\": 0", "limit: is 0.0; it must be a whole number from 1 to 32767"),
    ("\"hops_per_tick\": 2", "\"hops_per_tick\": 2.5", "hops_per_tick: is 2.5"),
    ("1.3330078125", "64", "step_log2: is 64.0; it must be from 0.0009766 to 64"),
    ("\"clamp_at_zero\": false", "\"clamp_at_zero\": 0", "clamp_at_zero: is a number"),
    ("0.5", "1.5", "gate.close_margin_log2: is above open_margin_log2"),
    ("1.953125", "-1", "gate.background_rise_log2_per_second: is -1.0; it must be from 0 to 6400"),
    ("\"hang_hops\": 30,", "", "gate.hang_hops: is missing"),
  ])
  func `what is wrong is named`(old: String, new: String, message: String) throws {
    let text = try standard(old, new)
    #expect {
      try read(text)
    } throws: {
      "\($0)".hasPrefix("f.json: " + message)
    }
  }

  @Test func `a gate is stated, or stated not to be there`() throws {
    let text = try standard()
    let gate = try #require(text.range(of: ",\n  \"gate\""))
    #expect(try read(text[..<gate.lowerBound] + ", \"gate\": null}").gate == nil)
    #expect { try read(text[..<gate.lowerBound] + "}") } throws: {
      "\($0)".contains("gate: is missing")
    }
  }
}
