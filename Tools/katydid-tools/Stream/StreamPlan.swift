import Katydid

/// Where the clips of a manifest lie in continuous recordings: in a random order, with random gaps before, between and after them.
///
/// The same clips with the same seed lie in the same places.
struct StreamPlan {
  /// A gap is this many samples, 0.8 to 2 s.
  static let gapSamples = 12_800...32_000
  /// A recording ends with the clip that brings it to five minutes, unless asked for otherwise.
  static let recordingSamples = 300 * FrontEnd.sampleRateHz
  /// An event up to half a second after a clip still belongs to it.
  static let graceSamples = FrontEnd.sampleRateHz / 2

  /// A clip in its place.
  struct Placed: Equatable {
    var clip: Manifest.Clip
    /// First sample.
    var start: Int
    /// Sample after the last one.
    var end: Int

    /// Whether an event belongs to the clip; to both ends of the span.
    func contains(_ event: Event) -> Bool {
      (start...(end + StreamPlan.graceSamples)).contains(Int(event.timeSamples))
    }
  }

  struct Planned: Equatable {
    var clips: [Placed] = []
    var sampleCount = 0
    /// Samples of the recordings before it: where its noise goes on.
    var samplesBefore = 0
  }

  private(set) var recordings: [Planned] = []

  /// - Parameter clips: Each with its length in samples.
  init(
    _ clips: [(clip: Manifest.Clip, sampleCount: Int)], seed: UInt64,
    recordingSamples: Int = StreamPlan.recordingSamples
  ) {
    var generator = SplitMix64(seed: seed)
    var recording = Planned()
    for (clip, sampleCount) in clips.shuffled(using: &generator) {
      let gap = Int.random(in: StreamPlan.gapSamples, using: &generator)
      let start = recording.sampleCount + gap
      recording.clips.append(Placed(clip: clip, start: start, end: start + sampleCount))
      recording.sampleCount = start + sampleCount
      if recording.sampleCount >= recordingSamples {
        finish(&recording, using: &generator)
      }
    }
    if !recording.clips.isEmpty { finish(&recording, using: &generator) }
  }

  var sampleCount: Int { recordings.last.map { $0.samplesBefore + $0.sampleCount } ?? 0 }

  private mutating func finish(_ recording: inout Planned, using generator: inout SplitMix64) {
    recording.sampleCount += Int.random(in: StreamPlan.gapSamples, using: &generator)
    recordings.append(recording)
    recording = Planned(samplesBefore: recording.samplesBefore + recording.sampleCount)
  }
}
