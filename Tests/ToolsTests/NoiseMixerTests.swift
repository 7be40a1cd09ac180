import Foundation
import Testing

@testable import katydid_tools

@Suite struct NoiseMixerTests {
  private func clip(_ amplitude: Int16 = 3_000, seconds: Int = 1) -> Recording {
    let count = 16_000 * seconds
    return Recording(
      samples: noise(count, amplitude: amplitude, seed: 1) + [Int16](repeating: 0, count: 8_000),
      recordedSamples: count)
  }

  private func power(_ samples: some Collection<Int>) -> Double {
    samples.reduce(0.0) { $0 + Double($1 * $1) } / Double(samples.count)
  }

  @Test(arguments: [-5.0, 0, 10, 30])
  func `the ratio is as stated, over the recording`(decibels: Double) throws {
    // Louder in its second half, so that it matters which part counts.
    let sound = noise(40_000, amplitude: 100, seed: 2) + noise(40_000, amplitude: 400, seed: 3)
    let clip = clip(900)
    let mixed = NoiseMixer(sounds: [sound], decibels: decibels).mixed(clip, index: 4)
    let added = zip(mixed.samples, clip.samples).map { Int($0) - Int($1) }
    let ratio = power(clip.samples[..<16_000].map(Int.init)) / power(added[..<16_000])
    #expect(abs(10 * log10(ratio) - decibels) < 0.05)
    #expect(power(added[16_000...]) > 0.5 * power(added[..<16_000]))
    #expect(mixed.recordedSamples == 16_000)
  }

  @Test func `the piece follows from the index alone`() {
    let sounds = (0..<3).map { noise(60_000, amplitude: 500, seed: UInt64($0)) }
    let mixer = NoiseMixer(sounds: sounds, decibels: 5)
    let first = (0..<8).map { mixer.mixed(clip(), index: $0) }
    let again = (0..<8).reversed().map { mixer.mixed(clip(), index: $0) }
    #expect(first == again.reversed())
    #expect(Set(first.map { $0.samples[20_000] }).count > 4)
  }

  @Test func `short noise begins again, silence stays, loud sums are limited`() {
    let short = NoiseMixer(sounds: [noise(700, amplitude: 100, seed: 5)], decibels: 0)
    let silent = Recording(samples: Array(repeating: 0, count: 9_000), recordedSamples: 1_000)
    #expect(short.mixed(silent, index: 0) == silent)
    var tail = silent
    tail.samples[3] = 1_000
    let mixed = short.mixed(tail, index: 0)
    #expect(mixed.samples[2_000] == mixed.samples[2_700] && mixed.samples[2_000] != 0)
    let quiet = NoiseMixer(sounds: [[Int16](repeating: 0, count: 30_000)], decibels: 0)
    #expect(quiet.mixed(clip(), index: 0) == clip())
    let loud = NoiseMixer(sounds: [noise(30_000, amplitude: 9, seed: 6)], decibels: -30)
    let limited = loud.mixed(clip(.max), index: 0).samples
    #expect(limited.contains(.max) && limited.contains(.min))
  }

  @Test func `a folder of noise`() throws {
    let folder = try TemporaryFolder()
    #expect { try NoiseMixer(folder: folder.path("none"), decibels: 0) } throws: {
      ($0 as? Failure)?.status == .noInput
    }
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path("README.md")))
    #expect { try NoiseMixer(folder: folder.url.path, decibels: 0) } throws: {
      ($0 as? Failure)?.status == .noInput && "\($0)".contains("no sound files")
    }
    try writeWAV(noise(20_000, amplitude: 100, seed: 1), to: folder.path("b.wav"))
    try writeWAV(noise(20_000, amplitude: 900, seed: 2), to: folder.path("A.WAV"))
    let mixer = try NoiseMixer(folder: folder.url.path, decibels: 10)
    let sorted = NoiseMixer(
      sounds: [
        noise(20_000, amplitude: 900, seed: 2), noise(20_000, amplitude: 100, seed: 1),
      ], decibels: 10)
    for index in 0..<5 {
      #expect(mixer.mixed(clip(), index: index) == sorted.mixed(clip(), index: index))
    }
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path("c.wav")))
    #expect { try NoiseMixer(folder: folder.url.path, decibels: 0) } throws: {
      ($0 as? Failure)?.file == folder.path("c.wav")
    }
  }
}
