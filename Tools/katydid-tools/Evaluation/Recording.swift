import Foundation
import Katydid
import LinuxAudio

/// A sound at 16 kHz, as the recogniser hears it.
struct Recording: Equatable {
  /// Mono; the silence after the recording included.
  var samples: [Int16]
  /// How many of them are the recording.
  var recordedSamples: Int

  init(samples: [Int16], recordedSamples: Int) {
    self.samples = samples
    self.recordedSamples = recordedSamples
  }

  /// Reads a file that libsndfile reads.
  ///
  /// - Parameter silenceSeconds: Zeros after the end, at the file's own rate, as `katydid recognize` adds them.
  init(path: String, silenceSeconds: Double = 0) throws(SoundError) {
    let file = try SoundFile(path: path)
    var resampling = try Resampling(rateHz: file.rateHz)
    let block = UnsafeMutableBufferPointer<Int16>.allocate(capacity: SoundFile.largestBlock)
    defer { block.deallocate() }
    var frames = 0
    while true {
      let count = try file.read(into: block)
      if count == 0 { break }
      frames += count
      resampling.append(UnsafeBufferPointer(rebasing: block[..<count]))
    }
    let silence = [Int16](repeating: 0, count: Int(silenceSeconds * Double(file.rateHz)))
    silence.withUnsafeBufferPointer { resampling.append($0) }
    samples = resampling.output
    let (product, rate) = (frames * FrontEnd.sampleRateHz, file.rateHz)
    recordedSamples = min((product + rate - 1) / rate, samples.count)
  }
}

extension Recording {
  /// The samples of a file, all of them and nothing after them.
  /// - Throws: `Failure` naming the file.
  static func samples(of path: String) throws(Failure) -> [Int16] {
    do throws(SoundError) {
      // What the resampler holds back at the end comes out with what follows.
      let recording = try Recording(path: path, silenceSeconds: 0.1)
      return Array(recording.samples.prefix(recording.recordedSamples))
    } catch {
      throw Failure(sound: error, file: path)
    }
  }

  /// The recording louder or softer, as from another distance: rounded to nearest, ties to even, and limited to 16 bits.
  func amplified(byDecibels gain: Double) -> Recording {
    let factor = pow(10, gain / 20)
    let changed = samples.map { sample in
      Int16(min(max((Double(sample) * factor).rounded(.toNearestOrEven), -32_768), 32_767))
    }
    return Recording(samples: changed, recordedSamples: recordedSamples)
  }
}

/// A resampler and what has come out of it.
private struct Resampling: ~Copyable {
  private(set) var output: [Int16] = []
  private var resampler: Resampler
  private let memory: AlignedBytes
  private let block: UnsafeMutableBufferPointer<Int16>

  init(rateHz: Int) throws(SoundError) {
    memory = AlignedBytes(count: Resampler.memoryBytes(rateHz: rateHz) ?? 0)
    do throws(ModelError) {
      resampler = try Resampler(rateHz: rateHz, memory: memory.bytes)
    } catch {
      throw .unsupportedRate(hz: rateHz)
    }
    block = .allocate(capacity: SoundFile.largestBlock)
  }

  // The resampler points into its memory.
  deinit {
    block.deallocate()
    withExtendedLifetime(memory) {}
  }

  mutating func append(_ samples: UnsafeBufferPointer<Int16>) {
    var rest = samples
    while true {
      let progress = resampler.push(rest, into: block)
      rest = UnsafeBufferPointer(rebasing: rest[progress.samplesTaken...])
      output.append(contentsOf: block[..<progress.samplesWritten])
      if rest.isEmpty && progress.samplesWritten < block.count { return }
    }
  }
}

extension Failure {
  /// A sound that could not be read.
  init(sound error: SoundError, file: String) {
    self.init(error.isMissingFile ? .noInput : .badData, file: file, error.explanation)
  }
}
