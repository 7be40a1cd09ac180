import Testing

@testable import Katydid

/// The whole path against the Python reference: a clip, a random network, half a second of silence.
struct RecognizerTests {
  @Test(arguments: [[320], [1], [1_000_000], [1, 319, 320, 321, 5_000]])
  func matchesTheReference(lengths: [Int]) throws {
    let expected = try GoldenRecords("recognizer")
    let model = try Model(golden: "frontend/recognizer.kat")
    var recognizer = try Recognizer(model.blob, arena: model.arena.buffer)
    let trace = run(&recognizer, model, try samples(), of: lengths)
    #expect(trace.spikes == expected["spikes"])
    #expect(trace.readout == expected["readout"])
    #expect(trace.logits == expected["logits"])
    #expect(trace.scores == expected["scores"])
    #expect(trace.events == expected["events"])
    #expect(!trace.events.isEmpty)
  }

  @Test(arguments: [[320], [1], [1, 319, 320, 321, 5_000]])
  func matchesTheReferenceBehindSemitones(lengths: [Int]) throws {
    let expected = try GoldenRecords("recognizer-semitone")
    let model = try Model(golden: "frontend/recognizer-semitone.kat")
    let arenaBytes = model.blob.network.arenaBytes + 23_552 + 272 + 2 * 16
    #expect(model.blob.arenaBytes == arenaBytes)
    var recognizer = try Recognizer(model.blob, arena: model.arena.buffer)
    let sound = try GoldenRecords("semitone-strum").samples("samples")
    let silence = [Int16](repeating: 0, count: 8_000)
    let trace = run(&recognizer, model, sound + silence, of: lengths)
    #expect(trace.spikes == expected["spikes"])
    #expect(trace.readout == expected["readout"])
    #expect(trace.scores == expected["scores"])
    #expect(trace.events == expected["events"])
    #expect(!trace.events.isEmpty)
  }

  @Test func resetIsFresh() throws {
    let expected = try GoldenRecords("recognizer")
    let model = try Model(golden: "frontend/recognizer.kat")
    var recognizer = try Recognizer(model.blob, arena: model.arena.buffer)
    _ = run(&recognizer, model, try GoldenRecords("yes").samples("samples"), of: [777])
    recognizer.reset()
    let trace = run(&recognizer, model, try samples(), of: [777])
    #expect(trace.readout == expected["readout"])
    #expect(trace.events == expected["events"])
  }

  @Test func settingsAreThoseOfTheBlobUntilSet() throws {
    let model = try Model(golden: "frontend/recognizer.kat")
    var recognizer = try Recognizer(model.blob, arena: model.arena.buffer)
    let settings = recognizer.settings
    #expect(settings == model.blob.decision?.settings)
    recognizer.settings.threshold = 32_768
    recognizer.settings.consecutiveTicks = 1_000
    #expect(run(&recognizer, model, try samples(), of: [320]).events.isEmpty)
  }

  @Test(arguments: [[320], [1, 319, 320, 321, 5_000]])
  func tracksAsTheReferenceDoes(lengths: [Int]) throws {
    let expected = try GoldenRecords("tracking")
    let model = try Model(golden: "frontend/tracking.kat")
    var recognizer = try Recognizer(model.blob, arena: model.arena.buffer)
    #expect(recognizer.restClass == 0 && recognizer.currentClass == 0)
    let trace = run(&recognizer, model, expected.samples("samples"), of: lengths)
    #expect(trace.logits == expected["logits"])
    #expect(trace.scores == expected["scores"])
    #expect(trace.current == expected["current"])
    #expect(trace.events == expected["events"])
    // The sound ends at a chord if it ends early, and a reset forgets it.
    _ = run(&recognizer, model, Array(expected.samples("samples").prefix(6_000)), of: lengths)
    #expect(recognizer.currentClass == 1)
    recognizer.reset()
    #expect(recognizer.currentClass == 0)
  }

  @Test func spottingHasNoCurrentClass() throws {
    let model = try Model(golden: "frontend/recognizer.kat")
    let recognizer = try Recognizer(model.blob, arena: model.arena.buffer)
    #expect(recognizer.restClass == nil && recognizer.currentClass == nil)
  }

  @Test(arguments: ["keywords", "chords"])
  func digitalSilenceMakesNoEventAndTheNetworkRests(name: String) throws {
    let model = try Model(file: shippedModel(name))
    var recognizer = try Recognizer(model.blob, arena: model.arena.buffer)
    _ = run(&recognizer, model, try samples(), of: [320])
    let silence = [Int16](repeating: 0, count: 10 * 16_000)
    _ = run(&recognizer, model, silence, of: [320])
    let before = recognizer.network.counters
    let isHearing = recognizer.isHearing
    #expect(!isHearing)
    let trace = run(&recognizer, model, silence, of: [320])
    let after = recognizer.network.counters
    #expect(trace.events.isEmpty)
    #expect(after.spikes == before.spikes)
    #expect(after.synapticEvents == before.synapticEvents)
    let layers = UInt64(model.blob.network.layerCount)
    #expect(after.layersSkipped - before.layersSkipped == layers * (after.ticks - before.ticks))
  }

  @Test func aBareNetworkIsRefused() throws {
    let model = try Model(golden: "tiny.kat")
    #expect(throws: ModelError(.missingFrontEnd, at: 0)) {
      _ = try Recognizer(model.blob, arena: model.arena.buffer)
    }
  }

  private func samples() throws -> [Int16] {
    try GoldenRecords("left").samples("samples") + [Int16](repeating: 0, count: 8_000)
  }

  /// What there is to compare, tick by tick.
  private struct Trace {
    var spikes: [Int] = []
    var readout: [Int] = []
    var logits: [Int] = []
    var scores: [Int] = []
    /// Where the decision tracks.
    var current: [Int] = []
    var events: [Int] = []
  }

  private func run(
    _ recognizer: inout Recognizer, _ model: Model, _ samples: [Int16], of lengths: [Int]
  ) -> Trace {
    var trace = Trace()
    let classes = model.blob.network.outputCount
    inPieces(samples, of: lengths) { piece in
      var rest = piece[...]
      while !rest.isEmpty {
        let progress = recognizer.push(UnsafeBufferPointer(rebasing: rest))
        rest = rest.dropFirst(progress.samplesTaken)
        guard progress.completedTick else { continue }
        for layer in 0..<model.blob.network.layerCount {
          var spikes = 0
          recognizer.network.forEachSpike(inLayer: layer) { spikes += $1 }
          trace.spikes.append(spikes)
        }
        let output = recognizer.network.outputLayer
        for index in 0..<classes {
          let value = recognizer.network.value(of: .membrane, layer: output, neuron: index)
          trace.readout.append(Int(value))
          trace.logits.append(Int(recognizer.logit(ofClass: index)))
          trace.scores.append(Int(recognizer.score(ofClass: index)))
        }
        if let current = recognizer.currentClass { trace.current.append(current) }
        if let event = progress.event {
          let tick = Int(recognizer.network.counters.ticks) - 1
          trace.events += [tick, event.classIndex, Int(event.score), Int(event.timeSamples)]
        }
      }
    }
    return trace
  }
}
