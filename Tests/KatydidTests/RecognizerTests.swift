import Testing

@testable import Katydid

/// What the whole path promises beyond its golden vectors (`GoldenTests`).
struct RecognizerTests {
  @Test func settingsAreThoseOfTheBlobUntilSet() throws {
    let model = try Model(golden: "frontend/recognizer.kat")
    var recognizer = try Recognizer(model.blob, arena: model.arena.buffer)
    let settings = recognizer.settings
    #expect(settings == model.blob.decision?.settings)
    recognizer.settings.threshold = 32_768
    recognizer.settings.consecutiveTicks = 1_000
    #expect(events(&recognizer, try samples()).isEmpty)
  }

  /// A sound that ends early ends at a chord, and a reset forgets it.
  @Test func resetReturnsToTheRestClass() throws {
    let model = try Model(golden: "frontend/tracking.kat")
    var recognizer = try Recognizer(model.blob, arena: model.arena.buffer)
    #expect(recognizer.restClass == 0 && recognizer.currentClass == 0)
    let samples = try goldenElements("samples", of: "tracking", as: Int16.self)
    _ = events(&recognizer, Array(samples.prefix(6_000)))
    #expect(recognizer.currentClass == 1)
    recognizer.reset()
    #expect(recognizer.currentClass == 0)
  }

  @Test func theArenaOfSemitonesIsAsThePageSays() throws {
    let model = try Model(golden: "frontend/recognizer-semitone.kat")
    #expect(model.blob.arenaBytes == model.blob.network.arenaBytes + 23_552 + 272 + 2 * 16)
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
    _ = events(&recognizer, try samples())
    let silence = [Int16](repeating: 0, count: 10 * 16_000)
    _ = events(&recognizer, silence)
    let before = recognizer.network.counters
    let isHearing = recognizer.isHearing
    #expect(!isHearing)
    let made = events(&recognizer, silence)
    let after = recognizer.network.counters
    #expect(made.isEmpty)
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
    try goldenElements("samples", of: "recognizer", as: Int16.self)
  }

  private func events(_ recognizer: inout Recognizer, _ samples: [Int16]) -> [Event] {
    var events: [Event] = []
    samples.withUnsafeBufferPointer { all in
      var rest = all[...]
      while !rest.isEmpty {
        let progress = recognizer.push(UnsafeBufferPointer(rebasing: rest))
        rest = rest.dropFirst(progress.samplesTaken)
        if let event = progress.event { events.append(event) }
      }
    }
    return events
  }
}
