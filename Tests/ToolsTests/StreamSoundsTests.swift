import Foundation
import Testing

@testable import katydid_tools

/// How clips become continuous recordings.
@Suite struct StreamSoundsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func clips(_ count: Int, file: String = "x.wav") -> [Manifest.Clip] {
    (0..<count).map {
      Manifest.Clip(file: file, path: folder.path(file), label: "low", line: $0 + 2, index: $0)
    }
  }

  private func power(_ samples: some Collection<Int16>) -> Double {
    Double(SoundEnergy.sum(Array(samples))) / Double(samples.count)
  }

  @Test func `every clip once, gaps of 0.8 to 2 s, recordings of five minutes`() {
    let clips = clips(400).map { (clip: $0, sampleCount: 16_000 - $0.index) }
    let plan = StreamPlan(clips, seed: 1)
    #expect(plan.recordings == StreamPlan(clips, seed: 1).recordings)
    #expect(plan.recordings != StreamPlan(clips, seed: 2).recordings)
    let order = plan.recordings.flatMap(\.clips).map(\.clip.index)
    #expect(order.sorted() == Array(0..<400) && order != Array(0..<400))
    var gaps: [Int] = []
    var before = 0
    for recording in plan.recordings {
      #expect(recording.samplesBefore == before)
      before += recording.sampleCount
      var end = 0
      for placed in recording.clips {
        gaps.append(placed.start - end)
        end = placed.end
        #expect(placed.end - placed.start == 16_000 - placed.clip.index)
      }
      gaps.append(recording.sampleCount - end)
    }
    #expect(plan.sampleCount == before)
    #expect(gaps.allSatisfy { (12_800...32_000).contains($0) })
    let mean = gaps.reduce(0, +) / gaps.count
    #expect((21_400...23_400).contains(mean))
    let lengths = plan.recordings.dropLast().map { Double($0.sampleCount) / 16_000 }
    #expect(lengths.count == 3 && lengths.allSatisfy { (300..<306).contains($0) })
  }

  @Test func `the clips lie in their places, in silence`() throws {
    try writeWAV(noise(5_000, amplitude: 900, seed: 3), to: folder.path("x.wav"))
    let sounds = try StreamSounds(clips(3), seed: 5, noise: nil, decibels: 20)
    let recording = try #require(sounds.plan.recordings.first)
    var samples = try sounds.samples(of: recording)
    #expect(samples.count == recording.sampleCount && sounds.skipped.isEmpty)
    for placed in recording.clips {
      #expect(Array(samples[placed.start..<placed.end]) == noise(5_000, amplitude: 900, seed: 3))
      samples.replaceSubrange(placed.start..<placed.end, with: repeatElement(0, count: 5_000))
    }
    #expect(samples.allSatisfy { $0 == 0 })
  }

  @Test func `each clip at one level, but at most 20 dB louder`() throws {
    for (amplitude, level) in [(Int16(900), -26.0), (9_000, -26.0), (9_000, -40.0)] {
      let original = noise(5_000, amplitude: amplitude, seed: 3)
      try writeWAV(original, to: folder.path("x.wav"))
      let sounds = try StreamSounds(clips(1), seed: 5, noise: nil, decibels: 20, level: level)
      let recording = try #require(sounds.plan.recordings.first)
      let placed = recording.clips[0]
      let samples = Array(try sounds.samples(of: recording)[placed.start..<placed.end])
      let wanted = min(32_768 * 32_768 * pow(10, level / 10), 100 * power(original[...]))
      #expect(abs(power(samples[...]) / wanted - 1) < 0.01)
    }
    try writeWAV(noise(5_000, amplitude: 10, seed: 3), to: folder.path("x.wav"))
    let sounds = try StreamSounds(clips(1), seed: 5, noise: nil, decibels: 20, level: -26)
    let recording = try #require(sounds.plan.recordings.first)
    let samples = try sounds.samples(of: recording)
    let placed = recording.clips[0]
    #expect(
      Array(samples[placed.start..<placed.end])
        == noise(5_000, amplitude: 10, seed: 3).map { 10 * $0 })
  }

  @Test func `one level of noise over everything, and it goes on in the next recording`() throws {
    let (loud, soft) = (folder.path("noise/a.wav"), folder.path("noise/b.wav"))
    try FileManager.default.createDirectory(
      atPath: folder.path("noise"), withIntermediateDirectories: false)
    try writeWAV(noise(30_000, amplitude: 9_000, seed: 1), to: loud)
    try writeWAV(noise(20_000, amplitude: 90, seed: 2), to: soft)
    try writeWAV(noise(5_000, amplitude: 3_000, seed: 3), to: folder.path("x.wav"))
    let track = try NoiseTrack(folder: folder.path("noise"))
    let sounds = try StreamSounds(clips(2), seed: 5, noise: track, decibels: 20)
    let recording = try #require(sounds.plan.recordings.first)
    let samples = try sounds.samples(of: recording)
    let expected = power(noise(5_000, amplitude: 3_000, seed: 3)) / 100
    // The gap before the first clip is from the loud recording, that after the last one lies in the soft one, too.
    let first = recording.clips[0].start
    #expect(abs(power(samples[..<first]) / expected - 1) < 0.05)
    #expect(abs(power(samples[recording.clips[1].end...]) / expected - 1) < 0.05)

    var (whole, later) = (
      [Int16](repeating: 7, count: 120_000), [Int16](repeating: 7, count: 5_000)
    )
    track.add(to: &whole, from: 0, power: 10_000)
    track.add(to: &later, from: 61_000, power: 10_000)
    #expect(Array(whole[61_000..<66_000]) == later)
    #expect(Array(whole[50_000..<100_000]) == Array(whole[..<50_000]))
  }

  @Test func `what cannot be read is left out`() throws {
    try writeWAV(noise(5_000, amplitude: 900, seed: 3), to: folder.path("x.wav"))
    let broken = clips(2, file: "none.wav")
    let sounds = try StreamSounds(clips(3) + broken, seed: 5, noise: nil, decibels: 20)
    #expect(sounds.skipped.map(\.clip) == broken)
    #expect(sounds.plan.recordings.flatMap(\.clips).count == 3)
    try writeWAV(noise(4_000, amplitude: 900, seed: 3), to: folder.path("x.wav"))
    #expect { try sounds.samples(of: sounds.plan.recordings[0]) } throws: {
      ($0 as? Failure)?.what == "changed while it was read"
    }
  }

  @Test func `silent noise is refused`() throws {
    try writeWAV([0, 0, 0], to: folder.path("zero.wav"))
    #expect { try NoiseTrack(folder: folder.url.path) } throws: {
      ($0 as? Failure)?.description.contains("zero.wav: is digital silence; take it out") == true
    }
  }
}
