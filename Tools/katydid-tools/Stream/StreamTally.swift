import Katydid

/// What an event of a continuous recording is.
enum Verdict: String {
  /// The first event of a word's clip, and it names the word.
  case hit
  /// The first event of a word's clip, and it names another.
  case wrongWord = "wrong word"
  /// The first event of a clip whose label is no word of the model.
  case otherWord = "other word"
  /// A further event of a clip with the label of its first.
  case repetition = "repeat"
  /// A further event of a clip with another label than its first, or an event that belongs to no clip.
  case falseAlarm = "false alarm"
}

/// Counts of what the events of continuous recordings are.
struct StreamTally {
  /// For each label that may be an event.
  private(set) var clipsOfWord: [Int]
  private(set) var hitsOfWord: [Int]
  private(set) var wrongWords = 0
  private(set) var otherClips = 0
  private(set) var othersReported = 0
  private(set) var repeats = 0
  private(set) var falseAlarms = 0
  /// Those that belong to no clip.
  private(set) var falseAlarmsBetweenWords = 0
  /// Of the hits: from the start of the clip to the event, at 16 kHz.
  private(set) var latenciesSamples: [Int] = []

  private let classes: EventClasses

  init(_ classes: EventClasses) {
    self.classes = classes
    clipsOfWord = Array(repeating: 0, count: classes.eventLabels.count)
    hitsOfWord = clipsOfWord
  }

  var words: Int { clipsOfWord.reduce(0, +) }
  var hits: Int { hitsOfWord.reduce(0, +) }
  var misses: Int { words - hits - wrongWords }

  /// Counts the events of a recording, both in the order of time.
  /// - Returns: What each event is.
  @discardableResult
  mutating func add(_ events: [Event], of clips: [StreamPlan.Placed]) -> [Verdict] {
    for placed in clips {
      let row = classes.row(ofLabel: placed.clip.label)
      if row < clipsOfWord.count { clipsOfWord[row] += 1 } else { otherClips += 1 }
    }
    var verdicts: [Verdict] = []
    var next = 0
    // The clip of the event before, and its first event.
    var first: (clip: Int, classIndex: Int)?
    for event in events {
      while next < clips.count,
        Int(event.timeSamples) > clips[next].end + StreamPlan.graceSamples
      { next += 1 }
      guard next < clips.count, clips[next].contains(event) else {
        falseAlarms += 1
        falseAlarmsBetweenWords += 1
        verdicts.append(.falseAlarm)
        continue
      }
      if let first, first.clip == next {
        verdicts.append(addFurther(isRepeat: event.classIndex == first.classIndex))
      } else {
        first = (next, event.classIndex)
        verdicts.append(addFirst(event, of: clips[next]))
      }
    }
    return verdicts
  }

  private mutating func addFirst(_ event: Event, of placed: StreamPlan.Placed) -> Verdict {
    let row = classes.row(ofLabel: placed.clip.label)
    guard row < clipsOfWord.count else {
      othersReported += 1
      return .otherWord
    }
    guard row == classes.row(ofClass: event.classIndex) else {
      wrongWords += 1
      return .wrongWord
    }
    hitsOfWord[row] += 1
    latenciesSamples.append(Int(event.timeSamples) - placed.start)
    return .hit
  }

  private mutating func addFurther(isRepeat: Bool) -> Verdict {
    if isRepeat {
      repeats += 1
      return .repetition
    }
    falseAlarms += 1
    return .falseAlarm
  }
}

extension StreamTally {
  /// A quantile of the latency over the hits in seconds, between two of them in proportion; nil without hits.
  func latencySeconds(quantile: Double) -> Double? {
    guard let last = latenciesSamples.indices.last else { return nil }
    let sorted = latenciesSamples.sorted()
    let position = quantile * Double(last)
    let (below, above) = (sorted[Int(position)], sorted[min(Int(position) + 1, last)])
    let samples = Double(below) + (position - position.rounded(.down)) * Double(above - below)
    return (samples / Double(FrontEnd.sampleRateHz) * 10_000).rounded() / 10_000
  }
}
