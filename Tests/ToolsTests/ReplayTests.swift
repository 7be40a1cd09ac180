import Foundation
import Katydid
import Testing

@testable import katydid_tools

/// The kept readout gives what the recogniser gives, bit for bit.
@Suite struct ReplayTests {
  private let model: LoadedModel
  private let samples: [Int16]

  init() throws {
    model = try LoadedModel(named: "keywords")
    let words = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Firmware/demo/words.flac")
    samples = try Recording.samples(of: words.path)
  }

  private func recognized(_ settings: DecisionSettings) throws -> [Event] {
    let arena = AlignedBytes(count: model.blob.arenaBytes)
    defer { withExtendedLifetime(arena) {} }
    var recognizer = try Recognizer(model.blob, arena: arena.bytes)
    recognizer.settings = settings
    var events: [Event] = []
    samples.withUnsafeBufferPointer { samples in
      var rest = samples
      while !rest.isEmpty {
        let progress = recognizer.push(rest)
        rest = UnsafeBufferPointer(rebasing: rest[progress.samplesTaken...])
        if let event = progress.event { events.append(event) }
      }
    }
    return events
  }

  @Test func `the same events with every setting`() throws {
    let trace = try ClipRecognizer(model).trace(of: samples)
    let replay = try DecisionReplay(model)
    let own = try model.hearing.decision.settings
    var variants = [own] + own.at(thresholds: [9_830, 31_130])
    variants[1].holdOffMilliseconds = 0
    variants.append(own)
    variants[3].holdOffMilliseconds = 3_000
    variants.append(
      DecisionSettings(
        smoothingMilliseconds: 0, threshold: 9_000, consecutiveTicks: 1, holdOffMilliseconds: 0))
    var counts: Set<Int> = []
    for settings in variants {
      let events = replay.events(of: trace, settings)
      #expect(try events == recognized(settings), "\(settings)")
      counts.insert(events.count)
    }
    #expect(counts.count > 2 && !counts.contains(0))
  }

  @Test func `a trace begins afresh`() throws {
    let recognizer = try ClipRecognizer(model)
    let first = recognizer.trace(of: samples)
    #expect(first.classCount == 16 && first.tickSamples == 320)
    #expect(first.readout.count == samples.count / 320 * 16)
    #expect(recognizer.trace(of: samples) == first)
  }

  @Test func `a bare network has no decision`() throws {
    let bare = try LoadedModel(path: golden("tiny.kat"))
    #expect { _ = try DecisionReplay(bare) } throws: {
      "\($0)".contains("has no front end or no decision; pack it with --front-end")
    }
  }
}
