import Foundation
import TestSupport
import Testing

/// Chords from a microphone.
@Suite struct ListenChordTests {
  @Test func `an event at every change, and N when the music stops`() async throws {
    let samples = Sines.samples([
      (Sines.silence, 200), (Sines.cMajor, 500), (Sines.aMinor, 500), (Sines.fSharpMinor, 500),
      (Sines.silence, 700),
    ])
    let folder = try TemporaryFolder()
    try writeSound(samples, to: folder.path("song.wav"))
    let expected = try ListenRun.lines(
      ProgramRun(["recognize", "--model", sinesModel, "--flats", folder.path("song.wav")]).output)
    #expect(expected.map(\.label) == ["C:maj", "A:min", "Gb:min", "N"])
    let tape = try Tape(samples)
    let run = try ListenRun(
      ["--device", "tape", "--model", sinesModel, "--flats"], hearing: tape,
      environment: tape.environment)
    // There is a minute of silence after it.
    _ = try await run.waits(seconds: 60) { lines in
      lines.filter { $0.label != nil }.count >= expected.count
    }
    run.signal(SIGTERM)
    #expect(await run.end() == 0)
    #expect(try run.events.map(\.label) == expected.map(\.label))
    #expect(try run.events.map(\.time) == expected.map(\.time))
  }
}
