import Foundation
import Testing

@testable import KatydidProgram

/// What is made of the samples of a microphone.
@Suite struct MicrophoneLevelsTests {
  private func levels(
    rateHz: Int = 16_000, seconds: Int = 5, _ sample: (_ seconds: Double) -> Double
  ) -> MicrophoneLevels {
    var levels = MicrophoneLevels(rateHz: rateHz, seconds: seconds)
    let samples = (0..<rateHz * seconds).map {
      Int16(min(max((sample(Double($0) / Double(rateHz)) * 32_768).rounded(), -32_768), 32_767))
    }
    // In pieces that are no whole frames.
    for start in stride(from: 0, to: samples.count, by: 1_001) {
      samples[start..<min(start + 1_001, samples.count)].withUnsafeBufferPointer { levels.add($0) }
    }
    #expect(levels.sampleCount == rateHz * seconds)
    return levels
  }

  private func sine(_ time: Double, _ amplitude: Double) -> Double {
    amplitude * sin(2 * .pi * 400 * time)
  }

  /// One second of voice in the middle, noise before and after.
  private func speech(
    _ time: Double, voice: Double, noise: Double, from start: Double = 2
  ) -> Double {
    let isSpoken = (start..<start + 1).contains(time)
    return (isSpoken ? sine(time, voice) : 0) + noise * sin(2 * .pi * 3_150 * time)
  }

  private func isClose(_ tenths: Int?, _ expected: Int, by tolerance: Int = 1) -> Bool {
    tenths.map { abs($0 - expected) <= tolerance } ?? false
  }

  @Test func decibels() {
    for (ratio, tenths) in [
      (1.0, 0), (10, 100), (2, 30), (0.5, -30), (1e-9, -900), (1.0 / 3, -48), (1e12, 1_200),
    ] { #expect(decibelTenths(ofPower: ratio) == tenths) }
    #expect(decibelTenths(ofPower: 0) == nil && decibelTenths(ofPower: .infinity) == nil)
  }

  @Test(arguments: [8_000, 11_025, 44_100, 96_000])
  func `a sine at full scale is the reference`(rateHz: Int) {
    let levels = levels(rateHz: rateHz, seconds: 2) { sine($0, 1) }
    #expect(isClose(levels.loudestSecondTenths, 0))
    #expect(isClose(levels.noiseFloorTenths, 0))
    #expect(levels.peakTenths == 0 && levels.clippedSamples > 100)
  }

  @Test func `the loudest second and the pauses`() {
    let levels = levels { speech($0, voice: 0.1, noise: 0.001, from: 1.37) }
    #expect(isClose(levels.loudestSecondTenths, -200))
    #expect(isClose(levels.noiseFloorTenths, -600))
    #expect(isClose(levels.signalToNoiseTenths, 400))
    #expect(isClose(levels.peakTenths, -199, by: 2))
    #expect(levels.clippedSamples == 0 && abs(levels.offset) < 0.0001)
  }

  @Test func `an offset is no sound`() {
    let levels = levels { 0.25 + speech($0, voice: 0.1, noise: 0.001) }
    #expect(abs(levels.offset - 0.25) < 0.0001)
    #expect(isClose(levels.noiseFloorTenths, -600, by: 2))
    #expect(isClose(levels.loudestSecondTenths, -200))
    // 0.35 of full scale
    #expect(isClose(levels.peakTenths, -91))
  }

  @Test func `digital silence has no level`() {
    for constant in [0.0, 0.5, -1] {
      let levels = levels { _ in constant }
      #expect(levels.isDigitalSilence && levels.loudestSecondTenths == nil)
      #expect(levels.noiseFloorTenths == nil && levels.signalToNoiseTenths == nil)
    }
    #expect(MicrophoneLevels(rateHz: 16_000, seconds: 1).isDigitalSilence)
    // A microphone whose noise suppression mutes the pauses.
    let gated = levels { speech($0, voice: 0.1, noise: 0) }
    #expect(!gated.isDigitalSilence && gated.noiseFloorTenths == nil)
    #expect(MicrophoneFinding.all(gated, channelPeaks: [], lostFrames: 0).isEmpty)
  }

  @Test func findings() {
    func findings(_ sample: (Double) -> Double) -> [MicrophoneFinding] {
      MicrophoneFinding.all(levels(sample), channelPeaks: [], lostFrames: 0)
    }
    #expect(findings { speech($0, voice: 0.1, noise: 0.001) } == [])
    #expect(findings { _ in 0 } == [.digitalSilence])
    #expect(findings { speech($0, voice: 2, noise: 0.001) } == [.clipping])
    #expect(findings { speech($0, voice: 0.004, noise: 0.0001) } == [.tooQuiet])
    #expect(findings { speech($0, voice: 0.2, noise: 0.02) } == [.noisy])
    #expect(findings { speech($0, voice: 0.01, noise: 0.003) } == [.noisy])
    #expect(findings { speech($0, voice: 0, noise: 0.001) } == [.nothingSaid])
    #expect(findings { speech($0, voice: 0, noise: 0.02) } == [.nothingSaid, .noisy])
    #expect(findings { 0.02 + speech($0, voice: 0.1, noise: 0.001) } == [.offset])
  }

  @Test func `channels and losses`() {
    let good = levels { speech($0, voice: 0.1, noise: 0.001) }
    func findings(_ peaks: [Float], lostFrames: Int = 0) -> [MicrophoneFinding] {
      MicrophoneFinding.all(good, channelPeaks: peaks, lostFrames: lostFrames)
    }
    #expect(findings([0.2, 0.3]) == [] && findings([0, 0]) == [])
    #expect(findings([0.3, 0.001]) == [.silentChannel(2, better: 1)])
    #expect(findings([0, 0.1, 0.4]) == [.silentChannel(1, better: 3)])
    #expect(findings([], lostFrames: 1) == [.lostSound])
  }
}
