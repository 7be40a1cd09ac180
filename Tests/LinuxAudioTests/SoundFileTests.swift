import Foundation
import TestSupport
import Testing

@testable import LinuxAudio

/// What `SoundFile` makes of files that libsndfile itself has written.
@Suite struct SoundFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Reads to the end, or to an error.
  private func read(_ path: String, block: Int = 1_000) throws -> [Int16] {
    let file = try SoundFile(path: path)
    return try readAll(block: block) { try file.read(into: $0) }
  }

  @Test(arguments: SoundKind.all.filter { $0.isWritable })
  func `16-bit samples come out of every container`(kind: SoundKind) throws {
    let samples = try goldenSamples("left.wav")
    let path = folder.path(kind.name)
    try writeSound(samples, to: path, kind: kind)
    let heard = try read(path)
    // The results are compared first: a failure would print all samples.
    let isSame = heard == samples
    if kind.isLossless {
      #expect(isSame)
    } else {
      // Codecs may add a little at the ends; what is heard is as loud.
      #expect(!isSame && abs(heard.count - samples.count) < 4_000)
      #expect((0.8...1.25).contains(energy(heard) / energy(samples)))
    }
  }

  @Test func `blocks of any size give the same samples`() throws {
    let samples = try goldenSamples("yes.wav")
    let path = folder.path("a.flac")
    try writeSound(samples, to: path, kind: .flac)
    for block in [1, 7, 4_096, 100_000] {
      let isSame = try read(path, block: block) == samples
      #expect(isSame)
    }
  }

  @Test func `channels are averaged, ties to even`() throws {
    let path = folder.path("stereo.wav")
    try writeSound([1, 2, 3, 4, -1, -2, 32_767, 32_767, -32_768, -32_768], to: path, channels: 2)
    #expect(try read(path) == [2, 4, -2, 32_767, -32_768])
  }

  @Test func `floats are rounded and limited`() throws {
    let path = folder.path("float.wav")
    let steps: [Float] = [0.5, 1.5, 2.5, -0.5, -1.5, 0.49, 40_000, -40_000]
    try writeFloatSound(steps.map { $0 / 32_768 } + [.nan, .infinity], to: path, channels: 1)
    #expect(try read(path) == [0, 2, 2, 0, -2, 0, 32_767, -32_768, 0, 32_767])
  }

  @Test(arguments: [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000])
  func `supported rates`(rateHz: Int) throws {
    let path = folder.path("rate.wav")
    try writeSound([1, 2, 3], to: path, rateHz: rateHz)
    #expect(try SoundFile(path: path).rateHz == rateHz)
  }

  @Test func `refused files`() throws {
    let text = try folder.write("this is no sound".utf8, to: "text.wav")
    let (empty, odd) = (folder.path("empty.wav"), folder.path("odd.wav"))
    try writeSound([], to: empty)
    try writeSound([1, 2, 3], to: odd, rateHz: 12_345)
    try expect(explained(text), contains: "libsndfile")
    try expect(explained(empty), contains: "no samples")
    try expect(explained(odd), contains: "12345 Hz")
    try expect(explained(odd), contains: "11.025")
    try expect(explained(folder.path("none.wav")), contains: "No such file")
    try expect(explained(folder.path("")), contains: "folder")
  }

  @Test(arguments: ["16.wav", "16.flac", "16.aiff"])
  func `a file that was cut gives what it has, then an error`(name: String) throws {
    let samples = try goldenSamples("left.wav")
    let kind = try #require(SoundKind.all.first { $0.name == name })
    let path = folder.path(name)
    try writeSound(samples, to: path, kind: kind)
    let whole = try Data(contentsOf: URL(filePath: path))
    try whole.prefix(whole.count / 2).write(to: URL(filePath: path))
    let file = try SoundFile(path: path)
    var heard: [Int16] = []
    #expect(throws: SoundError.self) {
      _ = try readAll(block: 100, keeping: &heard) { try file.read(into: $0) }
    }
    #expect(heard.count > samples.count / 4 && heard.count < samples.count)
    let isBeginning = samples.starts(with: heard)
    #expect(isBeginning)
  }

  private func explained(_ path: String) throws -> String {
    do throws(SoundError) {
      _ = try SoundFile(path: path)
      return "accepted"
    } catch {
      return error.explanation
    }
  }

  private func expect(_ text: String, contains part: String) throws {
    #expect(text.contains(part))
    #expect(text.contains("; ") || text.contains("("))
  }
}

/// Everything that `read` gives, in blocks of `block`.
func readAll(
  block: Int, keeping samples: inout [Int16],
  _ read: (UnsafeMutableBufferPointer<Int16>) throws -> Int
) throws {
  let buffer = UnsafeMutableBufferPointer<Int16>.allocate(capacity: block)
  defer { buffer.deallocate() }
  while true {
    let count = try read(buffer)
    if count == 0 { return }
    samples += buffer[..<count]
  }
}

func readAll(
  block: Int, _ read: (UnsafeMutableBufferPointer<Int16>) throws -> Int
) throws -> [Int16] {
  var samples: [Int16] = []
  try readAll(block: block, keeping: &samples, read)
  return samples
}

private func energy(_ samples: [Int16]) -> Double {
  samples.reduce(0) { $0 + Double($1) * Double($1) }
}
