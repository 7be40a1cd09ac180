import Foundation
import TestSupport
import Testing

@testable import LinuxAudio

/// What `SoundWriter` leaves behind, read by `SoundFile`.
@Suite struct SoundWriterTests {
  private let folder: TemporaryFolder
  private let samples: [Int16]

  init() throws {
    folder = try TemporaryFolder()
    samples = try goldenSamples("left.wav")
  }

  private func write(_ samples: [Int16], to writer: SoundWriter, block: Int = 441) throws {
    for start in stride(from: 0, to: samples.count, by: block) {
      try samples[start..<min(start + block, samples.count)].withUnsafeBufferPointer {
        try writer.write($0)
      }
    }
  }

  private func read(_ name: String) throws -> [Int16] {
    let file = try SoundFile(path: folder.path(name))
    return try readAll(block: 1_000) { try file.read(into: $0) }
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path("")).sorted()
  }

  @Test(arguments: ["a.flac", "a.wav", "A.FLAC", "ä b.wav"], [16_000, 48_000])
  func `samples come out again, with silence where there was none`(
    name: String, rateHz: Int
  ) throws {
    let writer = try SoundWriter(path: folder.path(name), rateHz: rateHz)
    try write(samples, to: writer)
    try writer.writeSilence(frames: 10_000)
    try write([1, -32_768, 32_767], to: writer)
    #expect(try names() == [".\(name).unfinished"])
    try writer.finish()
    #expect(try names() == [name] && writer.frames == samples.count + 10_003)
    let isSame =
      try read(name) == samples + [Int16](repeating: 0, count: 10_000) + [
        1, -32_768, 32_767,
      ]
    #expect(isSame)
    #expect(try SoundFile(path: folder.path(name)).rateHz == rateHz)
  }

  @Test func `a short WAV file is an ordinary one`() throws {
    let writer = try SoundWriter(path: folder.path("a.wav"), rateHz: 16_000)
    try write(samples, to: writer)
    try writer.finish()
    #expect(
      try Data(contentsOf: URL(filePath: folder.path("a.wav"))).prefix(4) == Data("RIFF".utf8))
  }

  @Test func `Ogg is about the same`() throws {
    let writer = try SoundWriter(path: folder.path("a.ogg"), rateHz: 44_100)
    try write(samples, to: writer, block: 20_000)
    try writer.writeSilence(frames: 100_000)
    try writer.finish()
    let heard = try read("a.ogg")
    #expect(abs(heard.count - samples.count - 100_000) < 100)
    #expect(try Data(contentsOf: URL(filePath: folder.path("a.ogg"))).count < 30_000)
  }

  /// What a power cut would leave.
  @Test(arguments: ["a.flac", "a.wav", "a.ogg"])
  func `an unfinished file has all but the last seconds`(name: String) throws {
    let writer = try SoundWriter(path: folder.path(name), rateHz: 16_000)
    let minute = (0..<60).flatMap { _ in samples.prefix(16_000) }
    try write(Array(minute), to: writer)
    let copy = folder.path("copy.\(name)")
    try FileManager.default.copyItem(atPath: folder.path(".\(name).unfinished"), toPath: copy)
    var heard: [Int16] = []
    let file = try SoundFile(path: copy)
    do { try readAll(block: 1_000, keeping: &heard) { try file.read(into: $0) } } catch {}
    #expect(heard.count > minute.count - 6 * 16_000, "\(heard.count)")
    let isBeginning = name.hasSuffix("ogg") || minute.starts(with: heard)
    #expect(isBeginning)
    try writer.finish()
  }

  @Test func `what was there is replaced at the end`() throws {
    let path = try folder.write("old".utf8, to: "a.wav")
    let writer = try SoundWriter(path: path, rateHz: 16_000)
    try write(samples, to: writer)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    try writer.finish()
    #expect(try read("a.wav") == samples)
  }

  @Test func `without any sound there is no file, and what was there stays`() throws {
    let path = try folder.write("old".utf8, to: "a.wav")
    try SoundWriter(path: path, rateHz: 16_000).finish()
    // Nobody finishes this one.
    _ = try SoundWriter(path: path, rateHz: 16_000)
    #expect(try names() == ["a.wav"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test func `a full disk is told once, or before it begins`() throws {
    for name in ["a.flac", "a.wav"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(".\(name).unfinished"), withDestinationPath: "/dev/full")
    }
    // The header of WAV is written at once.
    #expect(throws: RecordingError.self) {
      try SoundWriter(path: folder.path("a.wav"), rateHz: 16_000)
    }
    let writer = try SoundWriter(path: folder.path("a.flac"), rateHz: 16_000)
    var faults: [String] = []
    for _ in 0..<10 {
      do throws(RecordingError) {
        try writer.writeSilence(frames: 20_000)
      } catch { faults.append(error.explanation) }
    }
    #expect(faults.count == 1)
    #expect(faults.first?.contains("No space left") == true, "\(faults)")
    try writer.finish()
  }

  @Test func `refused names`() throws {
    for (name, part) in [
      ("a.mp3", ".flac, .wav or .ogg"), ("wav", ".flac"), ("", ".flac"),
      ("none/a.wav", "No such file"), ("folder.wav", "is a folder"),
    ] {
      try FileManager.default.createDirectory(
        atPath: folder.path("folder.wav"), withIntermediateDirectories: true)
      do throws(RecordingError) {
        _ = try SoundWriter(path: folder.path(name), rateHz: 16_000)
        Issue.record("\(name) was accepted")
      } catch {
        #expect(error.explanation.contains(part) && error.isWrongUsage)
      }
    }
    #expect(try names() == ["folder.wav"])
  }
}
