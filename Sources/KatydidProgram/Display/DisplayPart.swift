#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A part of the live display below its header.
enum DisplayPart {
  case level(LevelMeter)
  case spikes(SpikeRaster)
  case scores(ScoreTable)
  case chord(CurrentChord)
  case history(ChordHistory)
  case notes(Chromagram)

  /// Ranks run from 0, the most important, to below this.
  static let rankCount = 5

  /// What there is to see of a model, from top to bottom.
  static func parts(for model: Model, _ names: LabelNames) -> [DisplayPart] {
    var parts: [DisplayPart] = [.level(LevelMeter())]
    guard let restClass = model.restClass else {
      if let raster = SpikeRaster(model) { parts.append(.spikes(raster)) }
      parts.append(.scores(ScoreTable(labels: names.shown)))
      return parts
    }
    parts.append(.chord(CurrentChord(names, restClass: restClass)))
    let history = ChordHistory(
      names, restClass: restClass, tickMilliseconds: model.tickMilliseconds)
    parts.append(.history(history))
    if let notes = Chromagram(model, withFlats: names.withFlats) { parts.append(.notes(notes)) }
    return parts
  }

  /// Parts with a smaller one have room first.
  var rank: Int {
    switch self {
    case .chord: 0
    case .history: 1
    case .level: 2
    case .scores, .notes: 3
    case .spikes: 4
    }
  }

  var lineCount: Int {
    switch self {
    case .level: 1
    case .spikes: SpikeRaster.lineCount
    case .scores(let scores): scores.lineCount
    case .chord: CurrentChord.lineCount
    case .history: ChordHistory.lineCount
    case .notes: Chromagram.lineCount
    }
  }

  var smallestColumns: Int {
    switch self {
    case .level, .spikes, .scores: Caption.smallestColumns
    case .chord: 4
    case .history: 20
    case .notes: Chromagram.smallestColumns
    }
  }

  /// Takes in what a tick changed.
  func update(_ recognizer: borrowing Recognizer) {
    switch self {
    case .level(let meter): meter.update(recognizer)
    case .spikes(let raster): raster.update(recognizer)
    case .scores(let scores): scores.update(recognizer)
    case .chord(let chord): chord.update(recognizer)
    case .history(let history): history.update(recognizer)
    case .notes(let notes): notes.update(recognizer)
    }
  }

  func draw(line: Int, columns: Int, to stream: Stream) {
    switch self {
    case .level(let meter): meter.draw(columns: columns, to: stream)
    case .spikes(let raster): raster.draw(line: line, columns: columns, to: stream)
    case .scores(let scores): scores.draw(line: line, columns: columns, to: stream)
    case .chord(let chord): chord.draw(line: line, columns: columns, to: stream)
    case .history(let history): history.draw(line: line, columns: columns, to: stream)
    case .notes(let notes): notes.draw(line: line, columns: columns, to: stream)
    }
  }
}
