#if KATYDID_IS_IMPORTED
  @testable import Katydid
#endif

/// The whole path, tick by tick, against the golden records: a model hears a sound.
struct RecognizerCheck {
  /// Present in some cases; so are `spikes` and `readout`.
  private var inputs: Expectation?
  private var spikes: Expectation?
  private var readout: Expectation?
  private var logits: Expectation
  private var scores: Expectation
  private var current: Expectation?
  private var events: Expectation

  private init(_ records: inout GoldenRecords, restClass: Int?) throws(GoldenFault) {
    inputs = records.has("inputs") ? Expectation(try records.read("inputs")) : nil
    spikes = records.has("spikes") ? Expectation(try records.read("spikes")) : nil
    readout = records.has("readout") ? Expectation(try records.read("readout")) : nil
    logits = Expectation(try records.read("logits"))
    scores = Expectation(try records.read("scores"))
    current = try records.readCurrent(ofDecisionWith: restClass)
    events = Expectation(try records.read("events"))
  }

  /// Runs the case in pieces of several lengths, with another sound and a reset between them.
  /// - Parameter model: The bytes of the blob, which start at a multiple of 16.
  static func run(
    _ records: inout GoldenRecords, model: UnsafeRawBufferPointer
  ) throws(GoldenFault) {
    let samples = try records.read("samples").elements(as: Int16.self)
    let blob = try accepted { () throws(ModelError) in try Blob(validating: model) }
    let arena = Memory(zeros: blob.arenaBytes)
    var recognizer = try accepted { () throws(ModelError) in
      try Recognizer(blob, arena: arena.buffer)
    }
    for lengths in [[320], [1], [1, 319, 320, 321, 5_000]] {
      var check = try RecognizerCheck(&records, restClass: recognizer.restClass)
      try inPieces(samples, of: lengths) { piece throws(GoldenFault) in
        var rest = piece[...]
        while !rest.isEmpty {
          let progress = recognizer.push(UnsafeBufferPointer(rebasing: rest))
          rest = rest.dropFirst(progress.samplesTaken)
          if progress.completedTick { try check.take(recognizer, blob.network, progress.event) }
        }
      }
      try check.finish()
      try inPieces(backwards(samples), of: [100]) { _ = recognizer.push($0) }
      recognizer.reset()
    }
  }

  private mutating func take(
    _ recognizer: borrowing Recognizer, _ section: NetworkSection, _ event: Event?
  ) throws(GoldenFault) {
    if inputs != nil {
      var values = [Int](repeating: 0, count: section.inputChannels)
      recognizer.forEachInput { values[$0] = $1 }
      for value in values { try inputs?.take(Int64(value)) }
    }
    for layer in 0..<section.layerCount {
      var count = 0
      recognizer.network.forEachSpike(inLayer: layer) { count += $1 }
      try spikes?.take(Int64(count))
    }
    for index in 0..<section.outputCount {
      try readout?.take(
        Int64(recognizer.network.value(of: .membrane, layer: section.outputLayer, neuron: index)))
      try logits.take(Int64(recognizer.logit(ofClass: index)))
      try scores.take(Int64(recognizer.score(ofClass: index)))
    }
    if let index = recognizer.currentClass { try current?.take(Int64(index)) }
    guard let event else { return }
    try events.take(Int64(recognizer.network.counters.ticks) - 1)
    try events.take(Int64(event.classIndex))
    try events.take(Int64(event.score))
    try events.take(Int64(event.timeSamples))
  }

  private func finish() throws(GoldenFault) {
    for each in [logits, scores, events] { try each.finish() }
    for each in [inputs, spikes, readout, current] { try each?.finish() }
  }
}
