import Foundation
import Katydid
import TestSupport
import Testing

/// What `recognize` prints.
@Suite struct RecognizeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func recognize(_ arguments: String..., program: String = "katydid") throws -> ProgramRun {
    try ProgramRun(["recognize", "--model", randomModel] + arguments, program: program)
  }

  /// The lines that the recogniser's events make, printed by Foundation.
  private func expectedLines(
    _ samples: [Int16], file: String, change: (inout DecisionSettings) -> Void = { _ in }
  ) throws -> [String] {
    let content = try Data(contentsOf: URL(filePath: randomModel))
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 16)
    bytes.copyBytes(from: content)
    let blob = try Blob(validating: UnsafeRawBufferPointer(bytes))
    let arena = UnsafeMutableRawBufferPointer.allocate(
      byteCount: blob.arenaBytes, alignment: 16)
    defer {
      bytes.deallocate()
      arena.deallocate()
    }
    var recognizer = try Recognizer(blob, arena: arena)
    change(&recognizer.settings)
    var events: [Event] = []
    let all = samples + [Int16](repeating: 0, count: 8_000)
    all.withUnsafeBufferPointer { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let progress = recognizer.push(UnsafeBufferPointer(rebasing: rest))
        if let event = progress.event { events.append(event) }
        rest = rest.dropFirst(progress.samplesTaken)
      }
    }
    return events.map { event in
      let label = String(decoding: blob.labels![event.classIndex], as: UTF8.self)
      let time = String(format: "%.3f", Double(event.timeSamples) / 16_000)
      let score = String(format: "%.2f", Double(event.score) / 32_768)
      return #"{"time": \#(time), "label": "\#(label)", "score": \#(score), "file": "\#(file)"}"#
    }
  }

  @Test func `events are those of the recogniser`() throws {
    let expected = try expectedLines(goldenSamples("left.wav"), file: clip)
    let run = try recognize(clip)
    #expect(run.status == 0 && run.errors.isEmpty && !expected.isEmpty)
    #expect(run.lines == expected)
  }

  @Test func `options change the decision`() throws {
    let samples = try goldenSamples("left.wav")
    let options: [([String], (inout DecisionSettings) -> Void)] = [
      (["--threshold", "0.3"], { $0.threshold = 9_830 }),
      (["--smoothing=300"], { $0.smoothingMilliseconds = 300 }),
      (["--consecutive", "9"], { $0.consecutiveTicks = 9 }),
      (["--hold-off", "1.5"], { $0.holdOffMilliseconds = 1_500 }),
    ]
    for (words, change) in options {
      let run = try ProgramRun(["recognize", "--model", randomModel] + words + [clip])
      #expect(run.lines == (try expectedLines(samples, file: clip, change: change)))
      #expect(run.lines != (try recognize(clip)).lines)
    }
  }

  @Test(arguments: SoundKind.all.filter { $0.isLossless && $0.isWritable })
  func `the same samples give the same bytes`(kind: SoundKind) throws {
    let path = folder.path("a")
    try writeSound(goldenSamples("left.wav"), to: path, kind: kind)
    let run = try recognize(path)
    #expect(run.output == (try recognize(clip)).output.replacing(clip, with: path))
  }

  @Test(arguments: [8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000], [1, 2])
  func `every rate is heard`(rateHz: Int, channels: Int) throws {
    let samples = try goldenSamples("left.wav")
    // Repeated samples are a crude way to another rate, but loud and clear.
    let count = samples.count * rateHz / 16_000
    let other = (0..<count).flatMap { index in
      [Int16](repeating: samples[index * 16_000 / rateHz], count: channels)
    }
    let path = folder.path("rate.wav")
    try writeSound(other, to: path, rateHz: rateHz, channels: channels)
    let run = try recognize(path)
    #expect(run.status == 0 && !run.lines.isEmpty)
  }

  @Test func `words as a table`() throws {
    let run = try recognize("--format", "csv", clip, clip)
    let objects = try recognize(clip).lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let rows = objects.map { event in
      let (time, score) = (event["time"] as? Double ?? -1, event["score"] as? Double ?? -1)
      return String(format: "\(clip),%.3f,\(event["label"] ?? ""),%.2f", time, score)
    }
    #expect(run.status == 0 && !rows.isEmpty)
    #expect(run.lines == ["file,time,label,score"] + rows + rows)
  }

  @Test func `lines for people where no terminal is`() throws {
    let run = try recognize("--format", "text", clip)
    let events = try recognize(clip).lines.count
    #expect(run.lines.count == events && run.lines.allSatisfy { $0.contains(" s  ") })
    #expect(try recognize("--format", "json", clip).output == recognize("--json", clip).output)
  }

  @Test func `what is for chords is refused for words, and says what to do`() throws {
    for (words, hint) in [
      (["--format", "lab"], "--format csv"), (["--hold", "1"], "--hold-off"),
      (["--flats"], "leave it out"), (["--output", folder.path("")], "--format lab"),
      (["--json", "--format", "csv"], "only one"),
    ] {
      let run = try ProgramRun(["recognize", "--model", randomModel] + words + [clip])
      #expect(run.status == 64 && run.output.isEmpty && run.errors.contains(hint), "\(words)")
    }
  }

  @Test func `a broken file among several`() throws {
    let broken = try folder.write("no sound".utf8, to: "b.wav")
    let run = try recognize(clip, broken, clip)
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("katydid: \(broken): ") && run.errors.contains("; "))
    let once = try recognize(clip).output
    #expect(run.output == once + once)
  }

  @Test func `a file that was cut is heard as far as it goes`() throws {
    let path = folder.path("cut.wav")
    try Data(contentsOf: URL(filePath: clip)).dropLast(4_000).write(to: URL(filePath: path))
    let run = try recognize(path)
    #expect(run.status == 65 && run.errors.contains("ends before"))
    #expect(run.lines == (try expectedLines(goldenSamples("left.wav").dropLast(2_000), file: path)))
  }

  @Test func `exit codes`() throws {
    #expect(try recognize(folder.path("none.wav")).status == 66)
    #expect(try recognize(folder.path("")).status == 66)
    #expect(try ProgramRun(["recognize", "--model", "none.kat", clip]).status == 66)
    #expect(try ProgramRun(["recognize", "--model", clip, clip]).status == 65)
    let network = repository.appending(path: "Tests/Golden/tiny.kat").path
    let refused = try ProgramRun(["recognize", "--model", network, clip])
    #expect(refused.status == 65 && refused.errors.contains("front end"))
    let silence = folder.path("silence.wav")
    try writeSound([Int16](repeating: 0, count: 16_000), to: silence)
    let nothing = try recognize(silence)
    #expect(nothing.status == 0 && nothing.output.isEmpty && nothing.errors.isEmpty)
  }

  @Test func `a damaged model is refused with the byte`() throws {
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: randomModel)))
    bytes[1_000] ^= 1
    let path = try folder.write(bytes, to: "damaged.kat")
    let run = try ProgramRun(["recognize", "--model", path, clip])
    #expect(run.status == 65 && run.errors.hasPrefix("katydid: \(path): byte 12: "))
  }

  @Test func `file names become JSON`() throws {
    let path = folder.path("a\"b\\c\td.wav")
    try writeSound(goldenSamples("left.wav"), to: path)
    let run = try recognize(path)
    let line = try #require(run.lines.first)
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?["file"] as? String == path)
  }

  @Test func `the same as Embedded Swift`() throws {
    let arguments = ["recognize", "--model", randomModel, clip, folder.path("none.wav")]
    let ordinary = try ProgramRun(arguments)
    let embedded = try ProgramRun(arguments, program: "KatydidProgramEmbedded")
    #expect(embedded.output == ordinary.output && embedded.errors == ordinary.errors)
    #expect(embedded.status == 66 && !embedded.output.isEmpty)
    let info = ["info", "--json", randomModel]
    #expect(
      try ProgramRun(info, program: "KatydidProgramEmbedded").output == ProgramRun(info).output)
  }

  @Test func `in real time it takes as long as the sound`() throws {
    let clock = ContinuousClock()
    var output = ""
    let time = try clock.measure { output = try recognize("--real-time", clip).output }
    #expect(output == (try recognize(clip)).output)
    // The clip of a second and the silence after it.
    #expect(time > .milliseconds(1_450))
  }

  @Test func `raw samples on standard input`() throws {
    let expected = try recognize(clip).output.replacing(clip, with: "-")
    let raw = try folder.write(Data(contentsOf: URL(filePath: clip)).dropFirst(44), to: "a.raw")
    let model = ["recognize", "--model", randomModel]
    #expect(try ProgramRun(model + ["-"], input: raw).output == expected)
    let stereo = try goldenSamples("left.wav").flatMap { sample -> [UInt8] in
      let bytes = [UInt8(truncatingIfNeeded: sample), UInt8(truncatingIfNeeded: sample >> 8)]
      return [0] + bytes + [0] + bytes
    }
    let wide = try folder.write(stereo, to: "b.raw")
    let options = ["--sample-format", "s24le", "--channels", "2", "--rate", "16000", "-"]
    #expect(try ProgramRun(model + options, input: wide).output == expected)
    #expect(try ProgramRun(model + ["-"]).status == 65)
    let odd = try folder.write([1, 0, 2], to: "odd.raw")
    let run = try ProgramRun(model + ["-"], input: odd)
    #expect(run.status == 65 && run.errors.contains("--sample-format"))
    #expect(try ProgramRun(model + ["--rate", "12345", "-"], input: raw).status == 65)
  }
}
