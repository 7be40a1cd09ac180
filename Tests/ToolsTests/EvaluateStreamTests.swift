import Foundation
import Testing

@testable import katydid_tools

@Suite struct EvaluateStreamTests {
  private let folder: TemporaryFolder
  private let model: String

  init() throws {
    folder = try TemporaryFolder()
    model = folder.path("tones.kat")
    try writeToneModel(to: model)
    try writeWAV(tone(hertz: 300), to: folder.path("low.wav"))
    try writeWAV(tone(hertz: 4_000), to: folder.path("high.wav"))
    try writeWAV(Array(repeating: 0, count: 16_000), to: folder.path("quiet.wav"))
    try FileManager.default.createDirectory(
      atPath: folder.path("speech/deep"), withIntermediateDirectories: true)
    try writeWAV(tone(hertz: 4_000), to: folder.path("speech/deep/a.wav"))
    try writeWAV(Array(repeating: 0, count: 16_000), to: folder.path("speech/b.wav"))
    try FileManager.default.createDirectory(
      atPath: folder.path("noise"), withIntermediateDirectories: false)
    try writeWAV(noise(60_000, amplitude: 2_000, seed: 4), to: folder.path("noise/n.wav"))
  }

  private func manifest(_ rows: String...) throws -> String {
    let path = folder.path("m.csv")
    try Data((["file,word,split"] + rows).joined(separator: "\n").utf8)
      .write(to: URL(fileURLWithPath: path))
    return path
  }

  private func evaluate(_ options: String...) throws -> ToolOutcome {
    try runTools(["evaluate-stream", "--model", model] + options)
  }

  private func report(_ outcome: ToolOutcome) throws -> StreamReport {
    try JSONDecoder().decode(StreamReport.self, from: Data(outcome.output.utf8))
  }

  @Test func `hits, wrong words, misses, others and sound without words`() throws {
    let manifest = try manifest(
      "low.wav,low,dev", "high.wav,high,dev", "high.wav,low,dev", "quiet.wav,high,dev",
      "low.wav,bird,dev", "quiet.wav,unknown,dev", "low.wav,low,train")
    let events = folder.path("e.csv")
    let outcome = try evaluate(
      manifest, "--split", "dev", "--negative", folder.path("speech"), "--negative",
      folder.path("low.wav"), "--events", events, "--json")
    #expect(outcome.status == 0 && outcome.errors == "")
    let report = try report(outcome)
    #expect(report.words == 4 && report.others == .init(clips: 2, reported: 1))
    #expect(report.hitShare == 0.5 && report.wrongWordShare == 0.25 && report.missShare == 0.25)
    #expect(report.perWord.map(\.word) == ["low", "high"])
    #expect(report.perWord.map(\.clips) == [2, 2] && report.perWord.map(\.hits) == [1, 1])
    #expect(report.falseAlarmsBetweenWords == 0 && report.snrDecibels == nil && report.seed == 1)
    #expect((0.2...0.4).contains(report.minutes))
    // The tone begins after 0.4 s of silence and ends 0.4 s later.
    #expect((0.4...0.8).contains(try #require(report.latencySeconds.median)))
    #expect(report.negatives.map(\.path) == [folder.path("speech"), folder.path("low.wav")])
    #expect(report.negatives.map { $0.events > 0 } == [true, true])
    #expect(Set(report.negatives[1].byLabel.keys) == ["low"])
    #expect(abs(report.negatives[0].minutes - 1.8 / 60) < 1e-9)

    // The model's own threshold of 0.5 is one of the curve's.
    #expect(report.threshold == 0.5 && report.curve.count == 14)
    let own = try #require(report.curve.first { $0.threshold == 0.5 })
    #expect(own.hitShare == 0.5 && own.falseAlarms == report.falseAlarms)
    #expect(own.negativeEvents == report.negatives.map(\.events))
    #expect(report.curve.map(\.threshold) == report.curve.map(\.threshold).sorted())

    let rows = try CSV.rows(
      of: try String(contentsOfFile: events, encoding: .utf8), at: InputLocation(file: "e")
    ).map(\.fields)
    #expect(rows[0] == ["recording", "time", "label", "score", "verdict"])
    #expect(rows.filter { $0[4] == "hit" }.map { $0[0] } == ["stream-1", "stream-1"])
    #expect(rows.filter { $0[4] == "wrong word" || $0[4] == "other word" }.count == 2)
    let negative = rows.filter { $0[4] == "negative" }
    #expect(negative.first?[0] == folder.path("speech/deep/a.wav"))
    #expect(negative.count == report.negatives.map(\.events).reduce(0, +))
  }

  @Test func `threshold and hold-off of the command line`() throws {
    let manifest = try manifest("low.wav,low,dev", "high.wav,high,dev")
    let report = try report(
      evaluate(manifest, "--threshold", "0.9999", "--hold-off", "2.5", "--json"))
    #expect(report.threshold == 0.9999 && report.holdOffMilliseconds == 2_500)
    #expect(report.curve.count == 15 && report.curve.last?.threshold == 0.9999)
    #expect(report.curve.last?.hitShare == report.hitShare && report.repeats == 0)
  }

  @Test func `the same in every run, another with another seed or noise`() throws {
    let manifest = try manifest("low.wav,low,dev", "high.wav,high,dev", "quiet.wav,unknown,dev")
    let options = ["evaluate-stream", "--model", model, manifest, "--noise", folder.path("noise")]
    let first = try runTools(options)
    #expect(first.status == 0 && first.output.contains("noise 20 dB below them"))
    #expect(try runTools(options).output == first.output)
    let seeds = try ["1", "2"].map { try report(runTools(options + ["--seed", $0, "--json"])) }
    #expect(seeds[0].minutes != seeds[1].minutes && seeds[0].snrDecibels == 20)
    let louder = try report(runTools(options + ["--snr", "-20", "--json"]))
    #expect(louder.snrDecibels == -20 && louder.curve != seeds[0].curve)
  }

  @Test func `the same on any number of processors`() throws {
    let files = ["low.wav", "high.wav", "quiet.wav"]
    let clips = (0..<24).map { index in
      let file = files[index % files.count]
      return Manifest.Clip(
        file: file, path: folder.path(file), label: "low", line: index + 2, index: index)
    }
    let loaded = try LoadedModel(path: model)
    let track = try NoiseTrack(folder: folder.path("noise"))
    let sounds = try StreamSounds(
      clips, seed: 3, noise: track, decibels: 30, recordingSamples: 10 * 16_000)
    #expect(sounds.plan.recordings.count > 3)
    let negative = try NegativeSounds(path: folder.path("speech"), option: "--negative")
    let outcomes = try [1, 3].map { processors in
      try StreamEvaluation(
        model: loaded, classes: try EventClasses(loaded),
        settings: [try loaded.hearing.decision.settings], processors: processors
      ).run(sounds, [negative])
    }
    #expect(outcomes[0].rows == outcomes[1].rows && outcomes[0].rows.count > 15)
    #expect(outcomes[0].tallies[0].hits == outcomes[1].tallies[0].hits)
    #expect(outcomes[0].negatives[0].eventCounts == outcomes[1].negatives[0].eventCounts)
  }

  @Test func `broken files are reported, the rest is done`() throws {
    try Data("RIFF".utf8).write(to: URL(fileURLWithPath: folder.path("speech/broken.wav")))
    let manifest = try manifest("none.wav,low,dev", "low.wav,low,dev")
    let outcome = try evaluate(manifest, "--negative", folder.path("speech"), "--json")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("\(manifest): line 2: skipped: \(folder.path("none.wav"))"))
    #expect(outcome.errors.contains("skipped: \(folder.path("speech/broken.wav")): "))
    let report = try report(outcome)
    #expect(report.skipped.map(\.file) == ["none.wav", folder.path("speech/broken.wav")])
    #expect(report.skipped.map(\.line) == [2, nil])
    #expect(report.words == 1 && report.hitShare == 1 && report.negatives[0].events > 0)
  }

  @Test func `exit codes`() throws {
    let manifest = try manifest("low.wav,low,dev")
    #expect(try evaluate(folder.path("none.csv")).status == 66)
    #expect(try evaluate(manifest, "--noise", folder.path("none")).status == 66)
    #expect(try evaluate(manifest, "--negative", folder.path("none")).status == 66)
    #expect(try evaluate(manifest, "--snr", "20").status == 64)
    #expect(try evaluate(manifest, "--noise", folder.path("noise"), "--snr", "101").status == 64)
    for threshold in ["0", "1.1", "nan", "-1"] {
      #expect(try evaluate(manifest, "--threshold=\(threshold)").status == 64, "\(threshold)")
    }
    #expect(try evaluate(manifest, "--hold-off", "61").status == 64)
    #expect(try evaluate(manifest, "--split", "test").status == 64)
    #expect(try evaluate(manifest, "--events", folder.path("no/folder.csv")).status == 73)
    let bare = try runTools(["evaluate-stream", "--model", golden("tiny.kat"), manifest])
    #expect(bare.status == 65 && bare.errors.contains("--front-end"))
  }
}
