import Foundation
import Katydid
import TestSupport
import Testing

@testable import KatydidProgram

/// The model that is built in as `chords` on the recording of the demonstration.
@Suite struct ShippedChordsTests {
  private static let recording = repository.appending(path: "Firmware/demo/chords.flac").path

  private func recognize(_ words: String..., program: String = "katydid") throws -> ProgramRun {
    try ProgramRun(["recognize", "--model", "chords"] + words, program: program)
  }

  /// What is expected is made by
  /// `katydid recognize --model chords --format lab Firmware/demo/chords.flac > Tests/Golden/demo-chords.lab`.
  @Test(arguments: ["katydid", "KatydidProgramEmbedded"])
  func `the demonstration is named as it was when the model was made`(program: String) throws {
    let expected = try String(
      contentsOf: repository.appending(path: "Tests/Golden/demo-chords.lab"), encoding: .utf8)
    let run = try recognize("--format", "lab", Self.recording, program: program)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output == expected)
  }

  @Test func `its classes are chords in the syntax of Harte, and none`() throws {
    let model = try Model(named: "chords")
    let rest = try #require(model.restClass)
    let labels = model.labels
    #expect(labels[rest] == "N" && Set(labels).count == labels.count)
    for (index, label) in labels.enumerated() where index != rest {
      #expect(ChordLabel(label) != nil, "\(label)")
    }
  }

  @Test(arguments: [[1], [1, 319, 320, 321, 5_000]])
  func `events do not depend on how the samples are cut`(lengths: [Int]) throws {
    // Three strummed chords; a debug build takes its time.
    let samples = Array(try readSound(Self.recording).prefix(4 * 16_000))
    let whole = try events(samples, inPiecesOf: [samples.count])
    #expect(!whole.isEmpty)
    #expect(try events(samples, inPiecesOf: lengths) == whole)
  }

  /// Time in samples, class, and score of each event.
  private func events(_ samples: [Int16], inPiecesOf lengths: [Int]) throws -> [[Int]] {
    let blob = try Model(named: "chords").blob
    let arena = UnsafeMutableRawBufferPointer.allocate(byteCount: blob.arenaBytes, alignment: 16)
    defer { arena.deallocate() }
    var recognizer = try Recognizer(blob, arena: arena)
    var events: [[Int]] = []
    var (start, turn) = (0, 0)
    samples.withUnsafeBufferPointer { buffer in
      while start < buffer.count {
        let end = min(start + lengths[turn % lengths.count], buffer.count)
        turn += 1
        while start < end {
          let progress = recognizer.push(UnsafeBufferPointer(rebasing: buffer[start..<end]))
          start += progress.samplesTaken
          guard let event = progress.event else { continue }
          events.append([Int(event.timeSamples), event.classIndex, Int(event.score)])
        }
      }
    }
    return events
  }
}
