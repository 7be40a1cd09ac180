import Foundation
import Katydid
import Testing

@testable import katydid_tools

@Suite struct TuneTests {
  private let folder: TemporaryFolder
  private let model: String
  private let tuned: String

  init() throws {
    folder = try TemporaryFolder()
    model = folder.path("tones.kat")
    tuned = folder.path("tuned.kat")
    try writeToneModel(to: model)
    for name in ["low", "high", "kitchen"] {
      try FileManager.default.createDirectory(
        atPath: folder.path("recordings/\(name)"), withIntermediateDirectories: true)
    }
    for index in 0..<3 {
      try writeWAV(
        tone(hertz: 280 + 20 * Double(index)), to: folder.path("recordings/low/\(index).wav"))
      try writeWAV(tone(hertz: 4_000), to: folder.path("recordings/high/\(index).wav"))
    }
    try writeWAV(
      Array(repeating: 0, count: 61 * 16_000), to: folder.path("recordings/kitchen/fan.wav"))
  }

  private func tune(_ options: String...) throws -> ToolOutcome {
    try runTools(["tune", "--model", model, "-o", tuned] + options)
  }

  private func report(_ outcome: ToolOutcome) throws -> TuneReport {
    try JSONDecoder().decode(TuneReport.self, from: Data(outcome.output.utf8))
  }

  private func content(_ path: String) throws -> [UInt8] {
    Array(try #require(FileManager.default.contents(atPath: path)))
  }

  @Test func `words by their folders; only two settings and the checksum differ`() throws {
    let outcome = try tune(folder.path("recordings"), "--json")
    #expect(outcome.status == 0 && outcome.errors == "")
    let report = try report(outcome)
    #expect(report.words == ["low": 3, "high": 3] && report.warnings == [] && report.skipped == [])
    #expect(report.negatives.files == 1 && abs(report.negatives.minutes - 61.0 / 60) < 1e-9)
    #expect(report.before.threshold == 0.5 && report.before.holdOffMilliseconds == 0)
    #expect(report.after.hits == 6 && report.after.falseAlarms == 0)
    #expect(report.after.furtherEvents == 0 && report.curve.contains(report.after))

    let loaded = try LoadedModel(path: tuned)
    let own = try LoadedModel(path: model).hearing.decision.settings
    var expected = own
    expected.threshold = DecisionSettings.threshold(report.after.threshold)
    expected.holdOffMilliseconds = report.after.holdOffMilliseconds
    #expect(try loaded.hearing.decision.settings == expected && expected != own)

    let (before, after) = (try content(model), try content(tuned))
    #expect(before.count == after.count)
    let changed = zip(before, after).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
    // Decision is the last section: three classes, the header of 16 bytes before them.
    let section = before.count - 16 - 3 * 8
    #expect(
      changed.allSatisfy { (12..<16).contains($0) || (section + 4..<section + 8).contains($0) })
    #expect(changed.contains { $0 >= section })
    #expect(folder.contents == ["recordings", "tones.kat", "tuned.kat"])
  }

  @Test func `a manifest, a file, and text`() throws {
    let manifest = folder.path("m.csv")
    try Data(
      """
      file,label,split
      recordings/low/0.wav,low,dev
      recordings/high/0.wav,bird,dev
      recordings/high/1.wav,high,train
      """.utf8
    ).write(to: URL(fileURLWithPath: manifest))
    let file = folder.path("recordings/high/2.wav")
    let report = try report(tune(manifest, file, "--split", "dev", "--json"))
    #expect(report.words == ["low": 1, "high": 1] && report.negatives.files == 1)

    let text = try tune(manifest, file, folder.path("recordings/kitchen"))
    #expect(text.status == 0)
    #expect(text.output.contains("words: high 2, low 1\nwithout them: 2 files, 1.0 minutes\n"))
    #expect(text.output.contains("chosen") && text.output.contains("\(tuned) written\n"))
  }

  @Test func `what there is too little of`() throws {
    let few = try tune(folder.path("recordings/low"))
    #expect(few.status == 0)
    #expect(
      few.errors.contains("no recordings of high;") && few.errors.contains("only 3 recordings"))
    #expect(few.errors.contains("no recordings without the words"))
    try FileManager.default.createDirectory(
      atPath: folder.path("short"), withIntermediateDirectories: false)
    try writeWAV(tone(hertz: 300), to: folder.path("short/a.wav"))
    let loud = try tune(folder.path("recordings"), folder.path("short"), "--json")
    let warnings = try report(loud).warnings
    #expect(warnings.count == 1 && warnings[0].contains("no threshold has at most 1 false alarms"))
    let short = try tune(
      folder.path("recordings/low"), folder.path("recordings/high"), folder.path("short"))
    #expect(short.errors.contains("less than a minute without the words"))
  }

  @Test func `a built-in model, and one that is replaced`() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("left"), withIntermediateDirectories: false)
    try FileManager.default.copyItem(
      atPath: golden("frontend/left.wav"), toPath: folder.path("left/a.wav"))
    let outcome = try runTools([
      "tune", "--model", "keywords", "-o", tuned, folder.path("left"), "--json",
    ])
    #expect(outcome.status == 0)
    #expect(try report(outcome).after.hits == 1 && report(outcome).model == "keywords")
    #expect(
      try LoadedModel(path: tuned).blob.bytes.count
        == LoadedModel(named: "keywords").blob.bytes.count)

    let before = try content(tuned)
    let link = folder.path("link.kat")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: tuned)
    for same in [tuned, link] {
      let refused = try runTools(["tune", "--model", tuned, "-o", same, folder.path("left")])
      #expect(refused.status == 64 && refused.errors.contains("is the model itself; give -o"))
    }
    #expect(try content(tuned) == before)
  }

  @Test func `broken recordings, and errors that write nothing`() throws {
    try Data("RIFF".utf8).write(to: URL(fileURLWithPath: folder.path("recordings/low/x.wav")))
    let outcome = try tune(folder.path("recordings"), "--json")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("skipped: \(folder.path("recordings/low/x.wav")): "))
    #expect(try report(outcome).skipped.count == 1 && report(outcome).words["low"] == 3)
    try FileManager.default.removeItem(atPath: tuned)

    #expect(try tune(folder.path("recordings/low/x.wav")).status == 65)
    let none = try tune(folder.path("recordings/kitchen"))
    #expect(none.status == 65)
    #expect(
      none.errors.contains("no recording is of a word of the model; put recordings of a word"))
    #expect(none.errors.contains("low, high"))
    #expect(try tune(folder.path("none")).status == 66)
    #expect(try tune(folder.path("none.csv")).status == 66)
    #expect(try tune(folder.path("recordings"), "--false-alarms-per-hour", "1001").status == 64)
    #expect(try tune().status == 64)
    let bare = try runTools([
      "tune", "--model", golden("tiny.kat"), "-o", tuned, folder.path("recordings"),
    ])
    #expect(bare.status == 65)
    let nowhere = try runTools([
      "tune", "--model", model, "-o", folder.path("no/m.kat"), folder.path("recordings"),
    ])
    #expect(nowhere.status == 73)
    #expect(folder.contents == ["recordings", "tones.kat"])
  }
}
