#if KATYDID_IS_IMPORTED
  @testable import Katydid
#endif

/// What a front end comes to, hop by hop, against the golden records.
struct FrontEndCheck {
  private var levels: Expectation
  private var backgrounds: Expectation
  private var isOpen: Expectation
  private var features: Expectation
  private var values: Expectation
  private var events: Expectation
  private var ticks: Int64 = 0

  private init(_ records: inout GoldenRecords) throws(GoldenFault) {
    levels = Expectation(try records.read("level"))
    backgrounds = Expectation(try records.read("background"))
    isOpen = Expectation(try records.read("open"))
    features = Expectation(try records.read("features"))
    values = Expectation(try records.read("values"))
    events = Expectation(try records.read("events"))
  }

  /// Runs the case: hop by hop with a look into every stage; and, after another sound and a reset, cut in all ways.
  static func run(_ records: inout GoldenRecords) throws(GoldenFault) {
    let samples = try records.read("samples").elements(as: Int16.self)
    let bytes = try records.read("section").sectionBytes()
    let section = try accepted { () throws(ModelError) in
      try FrontEndSection(validating: bytes.bytes)
    }
    let arena = Memory(zeros: section.arenaBytes)
    var frontEnd = try accepted { () throws(ModelError) in
      try FrontEnd(section, arena: arena.buffer)
    }

    try listen(&frontEnd, to: samples, of: [FrontEnd.hopSamples], &records, comparesStages: true)
    try inPieces(backwards(samples), of: [100]) { _ = frontEnd.push($0) }
    frontEnd.reset()
    let lengths = [1, 7, 159, 160, 161, 1_000, 3]
    try listen(&frontEnd, to: samples, of: lengths, &records, comparesStages: false)
  }

  private static func listen(
    _ frontEnd: inout FrontEnd, to samples: [Int16], of lengths: [Int],
    _ records: inout GoldenRecords, comparesStages: Bool
  ) throws(GoldenFault) {
    var check = try FrontEndCheck(&records)
    let chosen = try records.read("chosen")
    var hops = 0
    try inPieces(samples, of: lengths) { piece throws(GoldenFault) in
      var rest = piece[...]
      while !rest.isEmpty {
        let progress = frontEnd.push(UnsafeBufferPointer(rebasing: rest))
        rest = rest.dropFirst(progress.samplesTaken)
        guard progress.completedHop else { continue }
        try check.take(frontEnd, completedTick: progress.completedTick)
        if comparesStages, (0..<chosen.count).contains(where: { chosen[$0] == Int64(hops) }) {
          try frontEnd.compareStages(with: &records, hop: hops)
        }
        hops += 1
      }
    }
    try check.finish()
  }

  private mutating func take(
    _ frontEnd: borrowing FrontEnd, completedTick: Bool
  ) throws(GoldenFault) {
    try levels.take(Int64(frontEnd.level))
    try backgrounds.take(Int64(frontEnd.gate.background))
    try isOpen.take(frontEnd.isOpen ? 1 : 0)
    try takeBands(frontEnd, completedTick: completedTick)
    guard completedTick else { return }
    var values = [Int](repeating: 0, count: 2 * frontEnd.bandCount)
    frontEnd.forEachEvent { values[$0] = $1 }
    for channel in 0..<values.count where values[channel] != 0 {
      try events.take(ticks)
      try events.take(Int64(channel))
      try events.take(Int64(values[channel]))
    }
    ticks += 1
  }

  /// Mel bands change every open hop, semitone bands at the end of a tick.
  private mutating func takeBands(
    _ frontEnd: borrowing FrontEnd, completedTick: Bool
  ) throws(GoldenFault) {
    guard frontEnd.isOpen else { return }
    if let mel = frontEnd.analysis.mel {
      try features.take(MelSettings.bandCount, mel.filterbank.features)
      try values.take(MelSettings.bandCount, mel.normaliser.values)
    } else if completedTick, let semitone = frontEnd.analysis.semitone {
      try features.take(SemitoneSettings.channelCount, semitone.filterbank.features)
      try values.take(SemitoneSettings.channelCount, semitone.encoder.values)
    }
  }

  private func finish() throws(GoldenFault) {
    for each in [levels, backgrounds, isOpen, features, values, events] { try each.finish() }
  }
}
