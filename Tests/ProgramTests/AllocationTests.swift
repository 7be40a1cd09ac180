import Foundation
import TestSupport
import Testing

/// The program takes its memory before it begins: counted by a library that is loaded before it, libsndfile's calls included.
@Suite struct AllocationTests {
  private let folder: TemporaryFolder
  private let counter: String

  init() throws {
    folder = try TemporaryFolder()
    counter = folder.path("counter.so")
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    let source = repository.appending(path: "Tests/AllocationCounter/counter.c").path
    compiler.arguments = ["clang", "-shared", "-fPIC", "-O1", "-o", counter, source, "-ldl"]
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
  }

  /// Allocation calls before and after the first second, and the frames read.
  private func count(_ arguments: [String], input: String = "/dev/null") throws -> [Int] {
    let run = try ProgramRun(
      ["recognize", "--model", randomModel] + arguments, input: input,
      environment: ["LD_PRELOAD": counter])
    #expect(run.status == 0 && run.lines.count > 10)
    return run.errors.split { !$0.isNumber }.compactMap { Int($0) }
  }

  @Test func `none in the live display`() throws {
    let clip = try goldenSamples("left.wav")
    let path = folder.path("live.wav")
    try writeSound(clip + clip + clip, to: path)
    let run = try TerminalRun(
      ["recognize", "--model", randomModel, "--real-time", path],
      environment: ["LD_PRELOAD": counter, "TERM": "xterm"])
    let counts = run.errors.split { !$0.isNumber }.compactMap { Int($0) }
    #expect(run.output.contains("spikes") && counts.count == 3 && counts[0] > 0)
    #expect(counts[1] == 0 && counts[2] == 3 * clip.count)
  }

  private func minute() throws -> [Int16] {
    let clip = try goldenSamples("left.wav")
    return Array(repeatElement(clip, count: 60).joined())
  }

  /// Decoders of compressed files may allocate on their own; WAV has none.
  @Test(arguments: [16_000, 48_000])
  func `none in a minute of a file`(rateHz: Int) throws {
    let path = folder.path("minute.wav")
    let samples = try minute()
    try writeSound(samples, to: path, rateHz: rateHz)
    let counts = try count([path])
    #expect(counts.count == 3 && counts[0] > 0)
    #expect(counts[1] == 0 && counts[2] == samples.count)
  }

  @Test func `none in a minute of standard input`() throws {
    let samples = try minute()
    let raw = try samples.withUnsafeBytes { try folder.write($0, to: "minute.raw") }
    let counts = try count(["-"], input: raw)
    #expect(counts.count == 3 && counts[0] > 0)
    #expect(counts[1] == 0 && counts[2] == samples.count)
  }
}
