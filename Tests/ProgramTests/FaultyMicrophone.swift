import Foundation
import TestSupport
import Testing

/// Listening to a microphone that fails: a library loaded before the program makes ALSA's calls fail by a script.
///
/// The device has a clock: the sound of the file goes on while nobody reads, so that the words after a fault are right only
/// if the gap was measured right.
enum FaultyMicrophone {
  private static let faults = Result {
    try SharedLibrary("FaultyALSA/faults.c", libraries: ["asound"])
  }

  /// In seconds: how far an event after a gap may be from where it is in the file.
  static let tolerance = 0.15

  /// A finished run.
  struct Outcome {
    var run: ListenRun
    var expected: [ListenRun.Line]
    var status: Int32

    /// All statuses but the first and the last, which every run has.
    var notices: [String] { get throws { try Array(run.statuses.dropFirst().dropLast()) } }

    /// Whether the words and their times are those of the file.
    func checkEvents() throws {
      let (events, errors) = (try run.events, try run.errors)
      #expect(events.map(\.label) == expected.map(\.label), "\(errors)")
      for (event, right) in zip(events, expected) {
        #expect(abs(event.time - right.time) <= FaultyMicrophone.tolerance, "\(right)")
      }
    }
  }

  /// Listens to the words and a pause of so many seconds after 4 s, until the last word or for as long as that takes.
  static func listen(
    pause: Double, faults script: String, _ arguments: [String] = []
  ) async throws -> Outcome {
    let samples = try ListenRecording.pause(seconds: pause)
    let folder = try TemporaryFolder()
    try writeSound(samples, to: folder.path("whole.wav"))
    let expected = try await recognized(folder.path("whole.wav"))
    #expect(expected.count == 4)
    let run = try FaultyMicrophone.run(Tape(samples), "clock " + script, arguments)
    let last = try #require(expected.last?.time)
    _ = try await run.waits(seconds: last + 15) { lines in
      lines.contains { $0.label != nil && $0.time > last - FaultyMicrophone.tolerance }
    }
    run.signal(SIGINT)
    let status = await run.end()
    return Outcome(run: run, expected: expected, status: status)
  }

  static func run(
    _ tape: Tape, _ script: String, _ arguments: [String] = []
  ) throws -> ListenRun {
    let environment = ["LD_PRELOAD": try faults.get().path, "KATYDID_FAULTS": script]
    return try ListenRun(
      ["--device", "tape"] + arguments, hearing: tape,
      environment: environment.merging(tape.environment) { first, _ in first })
  }
}
