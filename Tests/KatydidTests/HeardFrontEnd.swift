@testable import Katydid

/// What a front end came to, hop by hop, in the form of the golden records.
struct Heard {
  var levels: [Int] = []
  var backgrounds: [Int] = []
  var isOpen: [Int] = []
  var features: [Int] = []
  var values: [Int] = []
  var events: [Int] = []
  var ticks = 0

  /// Pushes `samples` in pieces.
  mutating func listen(_ frontEnd: inout FrontEnd, to samples: [Int16], of lengths: [Int]) {
    inPieces(samples, of: lengths) { piece in
      var rest = piece[...]
      while !rest.isEmpty {
        let progress = frontEnd.push(UnsafeBufferPointer(rebasing: rest))
        rest = rest.dropFirst(progress.samplesTaken)
        if progress.completedHop { take(frontEnd, completedTick: progress.completedTick) }
      }
    }
  }

  mutating func take(_ frontEnd: borrowing FrontEnd, completedTick: Bool) {
    levels.append(Int(frontEnd.level))
    backgrounds.append(Int(frontEnd.gate.background))
    isOpen.append(frontEnd.isOpen ? 1 : 0)
    takeBands(frontEnd, completedTick: completedTick)
    guard completedTick else { return }
    var tickEvents: [(Int, Int)] = []
    frontEnd.forEachEvent { tickEvents.append(($0, $1)) }
    for (channel, value) in tickEvents.sorted(by: { $0.0 < $1.0 }) {
      events += [ticks, channel, value]
    }
    ticks += 1
  }

  /// Mel bands change every open hop, semitone bands at the end of a tick.
  private mutating func takeBands(_ frontEnd: borrowing FrontEnd, completedTick: Bool) {
    guard frontEnd.isOpen else { return }
    if let mel = frontEnd.analysis.mel {
      take(MelSettings.bandCount, mel.filterbank.features, mel.normaliser.values)
    } else if completedTick, let semitone = frontEnd.analysis.semitone {
      let rows = SemitoneSettings.channelCount
      take(rows, semitone.filterbank.features, semitone.encoder.values)
    }
  }

  private mutating func take(
    _ count: Int, _ features: UnsafePointer<Int16>, _ values: UnsafePointer<Int32>
  ) {
    for row in 0..<count {
      self.features.append(Int(features[row]))
      self.values.append(Int(values[row]))
    }
  }
}

/// The section of a golden case, and working memory for it.
func frontEnd(_ records: GoldenRecords) throws -> (FrontEndSection, AlignedBytes) {
  let bytes = records.bytes("section")
  let section = try FrontEndSection(validating: bytes.readOnly)
  return (section, AlignedBytes(zeros: section.arenaBytes))
}

/// What a fresh front end makes of the samples of a golden case, cut in pieces.
func heard(_ expected: GoldenRecords, of lengths: [Int]) throws -> Heard {
  let (section, arena) = try frontEnd(expected)
  var frontEnd = try FrontEnd(section, arena: arena.buffer)
  var heard = Heard()
  heard.listen(&frontEnd, to: expected.samples("samples"), of: lengths)
  return heard
}
