import Foundation
import TestSupport
import Testing

@testable import KatydidProgram

/// What `info` says.
@Suite struct InfoTests {
  private func object(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }

  @Test func `a model, for people`() throws {
    let run = try ProgramRun(["info", randomModel])
    #expect(run.status == 0)
    for part in [
      "left yes", "silence unknown", "32 adLIF neurons", "4 LI neurons", "tick every 20 ms",
      "hold-off        0.200 s", "licence         CC0-1.0", "bytes of working memory",
    ] { #expect(run.output.contains(part)) }
  }

  @Test func `a model as JSON`() throws {
    let run = try ProgramRun(["info", "--json", randomModel])
    let model = try object(run.output)
    #expect(model["events"] as? [String] == ["left", "yes"])
    #expect(model["otherClasses"] as? [String] == ["silence", "unknown"])
    #expect((model["decision"] as? [String: Any])?["threshold"] as? Double == 0.5)
    #expect((model["provenance"] as? [String: Any])?["licence"] as? String == "CC0-1.0")
    #expect(model["bytes"] as? Int == (try Data(contentsOf: URL(filePath: randomModel))).count)
  }

  @Test func `a model of chords`() throws {
    let text = try ProgramRun(["info", sinesModel]).output
    #expect(text.contains("events          N.C. C Cm C♯ C♯m "))
    #expect(text.contains("tracks: an event at each change, N.C. at the start"))
    #expect(text.contains("consecutive     2 ticks, 5 for N.C.\n"))
    let model = try object(ProgramRun(["info", "--json", sinesModel]).output)
    let events = try #require(model["events"] as? [String])
    #expect(events.count == 25 && events.prefix(3) == ["N", "C:maj", "C:min"])
    let decision = try #require(model["decision"] as? [String: Any])
    #expect(decision["kind"] as? String == "tracking" && decision["rest"] as? String == "N")
    #expect(decision["restTicks"] as? Int == 5)
    let frontEnd = try #require(model["frontEnd"] as? [String: Any])
    #expect(frontEnd["kind"] as? String == "semitone" && frontEnd["bands"] as? Int == 84)
  }

  @Test func `what is built in`() throws {
    let run = try ProgramRun(["info"])
    #expect(run.lines.count == Model.builtInNames.count)
    #expect(run.output.hasPrefix("keywords  "))
    #expect(try ProgramRun(["info", "keywords"]).output.contains("keywords, built in"))
    #expect(run.lines[1].hasPrefix("chords  ") && run.lines[1].contains(" chords: "))
    let models = try ProgramRun(["info", "--json"]).lines.map(object)
    #expect(models.map { $0["model"] as? String } == Model.builtInNames)
    #expect(models.allSatisfy { $0["builtIn"] as? Bool == true })
  }

  @Test func `a bare network, and what is no model`() throws {
    let network = repository.appending(path: "Tests/Golden/tiny.kat").path
    let run = try ProgramRun(["info", clip, network, "none.kat"])
    #expect(run.status == 65)
    #expect(run.output.contains("can be simulated, not recognise"))
    #expect(run.errors.contains("\(clip): byte 0: ") && run.errors.contains("none.kat: "))
    #expect(try ProgramRun(["info", "none.kat"]).status == 66)
  }

  @Test func `members of JSON objects`() {
    let text = #" {"a": 1, "b" : [true, {"c": "\u00e9,}"}], "d": -1.5e+3, "e": {} } "#
    let members = JSONScanner.members(of: text)
    #expect(members?.map(\.name) == [#""a""#, #""b""#, #""d""#, #""e""#])
    #expect(members?.map(\.value) == ["1", #"[true, {"c": "\u00e9,}"}]"#, "-1.5e+3", "{}"])
    #expect(JSONScanner.members(of: "{}")?.count == 0)
    #expect(JSONScanner.shown(#""a \"b\" \\ c\/d \n \u00e9""#) == #"a "b" \ c/d \n \u00e9"#)
    #expect(JSONScanner.shown("[1, 2]") == "[1, 2]")
  }

  @Test(arguments: [
    "", "[]", "1", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":01}"#, #"{"a":1} x"#,
    #"{"a":"\x"}"#, #"{"a":"\u12g4"}"#, #"{"a":tru}"#, #"{"a":"b"#, #"{a:1}"#, #"{"a":.5}"#,
    String(repeating: #"{"a":"#, count: 100) + "1" + String(repeating: "}", count: 100),
  ])
  func `what is no JSON object`(text: String) {
    #expect(JSONScanner.members(of: text) == nil)
  }
}
