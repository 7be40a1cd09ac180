import Foundation
import Katydid

/// The clips of a manifest as continuous recordings, with a steady background.
struct StreamSounds {
  let plan: StreamPlan
  private let noise: NoiseTrack?
  /// Mean square.
  private let noisePower: Double

  /// Why a clip is left out.
  struct Skipped {
    var clip: Manifest.Clip
    var failure: Failure
  }

  private(set) var skipped: [Skipped] = []

  /// Reads all clips once, for their lengths and their mean power.
  ///
  /// - Parameter decibels: By how much the noise is below the mean power of all clips.
  init(
    _ clips: [Manifest.Clip], seed: UInt64, noise: NoiseTrack?, decibels: Double,
    recordingSamples: Int = StreamPlan.recordingSamples
  ) throws(Failure) {
    let measured = try parallelMap("read clips", clips, makeWorker: StreamSounds.makeNoWorker) {
      _, clip in StreamSounds.measure(clip)
    }
    var lengths: [(clip: Manifest.Clip, sampleCount: Int)] = []
    var (energy, sampleCount) = (0.0, 0)
    for (clip, result) in zip(clips, measured) {
      switch result {
      case .success(let measure):
        lengths.append((clip, measure.sampleCount))
        energy += Double(measure.energy)
        sampleCount += measure.sampleCount
      case .failure(let failure): skipped.append(Skipped(clip: clip, failure: failure))
      }
    }
    plan = StreamPlan(lengths, seed: seed, recordingSamples: recordingSamples)
    self.noise = noise
    noisePower = energy / Double(max(sampleCount, 1)) / pow(10, decibels / 10)
  }

  /// The samples of a recording, at 16 kHz.
  func samples(of recording: StreamPlan.Planned) throws(Failure) -> [Int16] {
    var samples = [Int16](repeating: 0, count: recording.sampleCount)
    for placed in recording.clips {
      let clip = try Recording.samples(of: placed.clip.path)
      guard clip.count == placed.end - placed.start else {
        throw Failure(
          .badData, file: placed.clip.path, "changed while it was read", remedy: "run again")
      }
      samples.replaceSubrange(placed.start..<placed.end, with: clip)
    }
    noise?.add(to: &samples, from: recording.samplesBefore, power: noisePower)
    return samples
  }

  private struct Measure {
    var sampleCount: Int
    var energy: Int64
  }

  /// Reading takes nothing to work with.
  private static func makeNoWorker() throws(Failure) {}

  private static func measure(_ clip: Manifest.Clip) -> Result<Measure, Failure> {
    do throws(Failure) {
      let samples = try Recording.samples(of: clip.path)
      return .success(Measure(sampleCount: samples.count, energy: SoundEnergy.sum(samples)))
    } catch {
      return .failure(error)
    }
  }
}
