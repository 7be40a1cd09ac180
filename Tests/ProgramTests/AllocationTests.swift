import Foundation
import TestSupport
import Testing

/// The program takes its memory before it begins: counted by a library that is loaded before it, libsndfile's calls included.
@Suite struct AllocationTests {
  private let folder: TemporaryFolder
  private static let counter = Result { try SharedLibrary("AllocationCounter/counter.c") }
  private let counter: String

  init() throws {
    folder = try TemporaryFolder()
    counter = try AllocationTests.counter.get().path
  }

  /// Allocation calls before and after the first second, and the frames read.
  private func count(
    _ arguments: [String], model: String = randomModel, input: String = "/dev/null"
  ) throws -> [Int] {
    let run = try ProgramRun(
      ["recognize", "--model", model] + arguments, input: input,
      environment: ["LD_PRELOAD": counter])
    #expect(run.status == 0 && run.lines.count > 10)
    return AllocationTests.counts(run.errors)
  }

  @Test func `none in the live display`() throws {
    let clip = try goldenSamples("left.wav")
    let path = folder.path("live.wav")
    try writeSound(clip + clip + clip, to: path)
    let run = try TerminalRun(
      ["recognize", "--model", randomModel, "--real-time", path],
      environment: ["LD_PRELOAD": counter, "TERM": "xterm"])
    let counts = AllocationTests.counts(run.errors)
    #expect(run.output.contains("spikes"))
    try check(counts, frames: 3 * clip.count)
  }

  @Test func `none in the live display of chords`() throws {
    let path = folder.path("live.wav")
    let samples = Sines.samples([(Sines.cMajor, 1_500), (Sines.aMinor, 1_500)])
    try writeSound(samples, to: path)
    let run = try TerminalRun(
      ["recognize", "--model", sinesModel, "--real-time", path],
      environment: ["LD_PRELOAD": counter, "TERM": "xterm"])
    #expect(run.output.contains("notes"))
    try check(AllocationTests.counts(run.errors), frames: samples.count)
  }

  /// The release build has none at all. A debug build makes descriptions of generic types when it first meets them; that does not grow with the sound.
  private func check(_ counts: [Int], frames: Int) throws {
    let allowed = ProgramRun.isRelease ? 0 : 40
    try #require(counts.count == 3)
    #expect(counts[0] > 0 && counts[1] <= allowed && counts[2] == frames, "\(counts)")
  }

  private static func counts(_ report: String) -> [Int] {
    report.split { !$0.isNumber }.compactMap { Int($0) }
  }

  private func minute() throws -> [Int16] {
    let clip = try goldenSamples("left.wav")
    // The first event comes after the first second, when everything must be there.
    return [Int16](repeating: 0, count: 32_000) + Array(repeatElement(clip, count: 58).joined())
  }

  /// Decoders of compressed files may allocate on their own; WAV has none.
  @Test(arguments: [16_000, 48_000])
  func `none in a minute of a file`(rateHz: Int) throws {
    let path = folder.path("minute.wav")
    let samples = try minute()
    try writeSound(samples, to: path, rateHz: rateHz)
    let counts = try count([path])
    try check(counts, frames: samples.count)
  }

  @Test func `none in half a minute of chords`() throws {
    let progression = try readSound(repository.appending(path: "Firmware/demo/chords.flac").path)
    let samples = Array(repeatElement(progression, count: 3).joined())
    let path = folder.path("chords.wav")
    try writeSound(samples, to: path)
    let counts = try count(["--format", "csv", path], model: "chords")
    try check(counts, frames: samples.count)
  }

  @Test func `none in a minute of standard input`() throws {
    let samples = try minute()
    let raw = try samples.withUnsafeBytes { try folder.write($0, to: "minute.raw") }
    let counts = try count(["-"], input: raw)
    try check(counts, frames: samples.count)
  }
}
