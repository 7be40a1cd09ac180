import Foundation
import Testing

@testable import katydid_tools

@Suite struct EvaluateTests {
  private let folder: TemporaryFolder
  private let model: String

  init() throws {
    folder = try TemporaryFolder()
    model = folder.path("tones.kat")
    try writeToneModel(to: model)
    try writeWAV(tone(hertz: 300), to: folder.path("low.wav"))
    try writeWAV(tone(hertz: 4_000), to: folder.path("high,1.wav"))
    try writeWAV(tone(hertz: 4_000, rateHz: 44_100), rateHz: 44_100, to: folder.path("other.wav"))
    try writeWAV(Array(repeating: 0, count: 16_000), to: folder.path("quiet.wav"))
  }

  private func manifest(_ rows: String...) throws -> String {
    let path = folder.path("m.csv")
    try Data((["file,word,split"] + rows).joined(separator: "\n").utf8)
      .write(to: URL(fileURLWithPath: path))
    return path
  }

  private func evaluate(_ options: String...) throws -> ToolOutcome {
    try runTools(["evaluate", "--model", model] + options)
  }

  private func report(_ outcome: ToolOutcome) throws -> EvaluationReport {
    try JSONDecoder().decode(EvaluationReport.self, from: Data(outcome.output.utf8))
  }

  @Test func `accuracies, confusion and predictions`() throws {
    let manifest = try manifest(
      "low.wav,low,dev", "\"high,1.wav\",high,dev", "other.wav,low,dev", "other.wav,bird,dev",
      "quiet.wav,unknown,dev", "quiet.wav,low,train")
    let predictions = folder.path("p.csv")
    let outcome = try evaluate(
      manifest, "--split", "dev", "--predictions", predictions, "--json")
    #expect(outcome.status == 0 && outcome.errors == "")
    let report = try report(outcome)
    #expect(report.labels == ["low", "high", "unknown"] && report.skipped == [])
    #expect(report.words.clips == 3 && report.words.correct == 2)
    #expect(report.words.share == 2.0 / 3 && report.words.meanReadoutCorrect == 2)
    #expect(report.everything.clips == 5 && report.everything.correct == 3)
    #expect(report.everything.meanReadoutCorrect == 3)
    #expect(report.confusion == [[1, 1, 0], [0, 1, 0], [0, 1, 1]])
    #expect(report.classes.map(\.share) == [0.5, 1, 0.5])

    let rows = try CSV.rows(
      of: try String(contentsOfFile: predictions, encoding: .utf8), at: InputLocation(file: "p"))
    #expect(
      rows.map { $0.fields.prefix(3).joined(separator: ";") } == [
        "file;label;predicted", "low.wav;low;low", "high,1.wav;high;high", "other.wav;low;high",
        "other.wav;bird;high", "quiet.wav;unknown;unknown",
      ])
    #expect(try #require(Double(rows[1].fields[3])) > 0.9)
    #expect(rows[5].fields[3] == "0.0000")

    let text = try evaluate(manifest)
    #expect(text.status == 0)
    #expect(text.output.contains("words           4    50.0 %        50.0 %\n"))
  }

  @Test func `broken files are reported, the rest is done`() throws {
    try Data("RIFF".utf8).write(to: URL(fileURLWithPath: folder.path("broken.wav")))
    let manifest = try manifest("broken.wav,low,dev", "none.wav,low,dev", "low.wav,low,dev")
    let predictions = folder.path("p.csv")
    let outcome = try evaluate(manifest, "--predictions", predictions, "--json")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("\(manifest): line 2: skipped: \(folder.path("broken.wav"))"))
    #expect(outcome.errors.contains("line 3: skipped: \(folder.path("none.wav"))"))
    let report = try report(outcome)
    #expect(report.skipped.map(\.file) == ["broken.wav", "none.wav"])
    #expect(report.words.clips == 1 && report.words.correct == 1)
    let rows = try String(contentsOfFile: predictions, encoding: .utf8)
    #expect(rows.split(whereSeparator: \.isNewline).count == 2)
    #expect(!folder.contents.contains { $0.hasPrefix(".") })
  }

  @Test func `the same result on any number of processors`() throws {
    try Data().write(to: URL(fileURLWithPath: folder.path("empty.wav")))
    let files = ["low.wav", "high,1.wav", "empty.wav", "quiet.wav", "other.wav"]
    let clips = (0..<23).map { index in
      let file = files[index % files.count]
      return Manifest.Clip(
        file: file, path: folder.path(file), label: "low", line: index + 2, index: index)
    }
    let noise = NoiseMixer(sounds: [noise(50_000, amplitude: 300, seed: 1)], decibels: 20)
    let evaluation = Evaluation(clips: clips, noise: noise)
    let model = try LoadedModel(path: model)
    let results = try [1, 4].map { processors in
      try evaluation.run(model, processors: processors).map { try? $0.get() }
    }
    #expect(results[0] == results[1] && results[0].count == 23)
    #expect(results[0].map { $0 == nil } == clips.map { $0.file == "empty.wav" })
    #expect(results[0][0]?.eventClass == 0 && results[0][1]?.eventClass == 1)
  }

  @Test func `a recording as from another distance`() {
    let recording = Recording(samples: [0, 1, -3, 30_000, -32_768], recordedSamples: 4)
    let half = recording.amplified(byDecibels: 20 * log10(0.5))
    #expect(half == Recording(samples: [0, 0, -2, 15_000, -16_384], recordedSamples: 4))
    let louder = recording.amplified(byDecibels: 6)
    #expect(louder.samples.suffix(2) == [32_767, -32_768])
  }

  @Test func `the gain is applied, and stated`() throws {
    let manifest = try manifest("low.wav,low,dev", "\"high,1.wav\",high,dev")
    let soft = try report(evaluate(manifest, "--gain", "-60", "--json"))
    #expect(soft.gainDecibels == -60 && soft.words.correct == 0)
    #expect(try report(evaluate(manifest, "--gain", "0", "--json")).words.correct == 2)
    #expect(try evaluate(manifest, "--gain", "61").status == 64)
  }

  @Test func `noise is the same in every run`() throws {
    let noiseFolder = folder.path("noise")
    try FileManager.default.createDirectory(atPath: noiseFolder, withIntermediateDirectories: false)
    try writeWAV(
      noise(60_000, amplitude: 2_000, seed: 4), rateHz: 32_000, to: noiseFolder + "/n.wav")
    let manifest = try manifest("low.wav,low,dev", "quiet.wav,unknown,dev")
    let options = [manifest, "--noise", noiseFolder, "--snr", "-10", "--json"]
    let first = try runTools(["evaluate", "--model", model] + options)
    #expect(first.status == 0)
    #expect(try runTools(["evaluate", "--model", model] + options).output == first.output)
    let report = try report(first)
    #expect(report.noise == noiseFolder && report.signalToNoiseDecibels == -10)
  }

  @Test func `exit codes`() throws {
    let manifest = try manifest("low.wav,low,dev")
    #expect(try evaluate(folder.path("none.csv")).status == 66)
    #expect(try evaluate(manifest, "--noise", folder.path("none"), "--snr", "0").status == 66)
    #expect(try evaluate(manifest, "--snr", "0").status == 64)
    #expect(try evaluate(manifest, "--noise", folder.url.path, "--snr", "1000").status == 64)
    #expect(try evaluate(manifest, "--split", "test").status == 64)
    let bare = try runTools(["evaluate", "--model", golden("tiny.kat"), manifest])
    #expect(bare.status == 65 && bare.errors.contains("--front-end"))
    #expect(try runTools(["evaluate", "--model", folder.path("none.kat"), manifest]).status == 66)
  }

  @Test func `a recording as the recogniser hears it`() throws {
    let samples = noise(1_234, amplitude: 5_000, seed: 8)
    try writeWAV(samples, to: folder.path("x.wav"))
    let recording = try Recording(path: folder.path("x.wav"), silenceSeconds: 0.5)
    #expect(recording.samples == samples + [Int16](repeating: 0, count: 8_000))
    #expect(recording.recordedSamples == 1_234)
    let resampled = try Recording(path: folder.path("other.wav"), silenceSeconds: 0.5)
    #expect(resampled.recordedSamples == 12_800)
    // Short of the samples that the filter still waits for.
    #expect((20_700...20_800).contains(resampled.samples.count))
    #expect(resampled.samples[..<6_200].allSatisfy { $0 == 0 })
  }
}
