import Foundation
import TestSupport
import Testing

/// The check of a microphone, through ALSA's file plug-in.
@Suite struct CheckMicTests {
  /// Frames at 16 kHz, six seconds: voice in the middle, noise in all channels.
  private func recording(voices: [Double], noise: Double = 0.001) -> [Int16] {
    (0..<96_000).flatMap { index in
      let time = Double(index) / 16_000
      let hiss = noise * sin(2 * .pi * 3_150 * time)
      return voices.map {
        let voice = (2..<3).contains(time) ? $0 * sin(2 * .pi * 400 * time) : 0
        return Int16(min(max(((voice + hiss) * 32_768).rounded(), -32_768), 32_767))
      }
    }
  }

  private func object(_ run: ProgramRun) throws -> [String: Any] {
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  @Test func `figures of a good one`() throws {
    let alsa = try FakeALSA(tape: recording(voices: [0.1]))
    let run = try alsa.run("check-mic", "--device", "tape")
    let embedded = try alsa.run("check-mic", "--device", "tape", program: "KatydidProgramEmbedded")
    #expect(embedded.output == run.output)
    let figures = try object(run)
    #expect(figures["device"] as? String == "tape" && figures["rate"] as? Int == 16_000)
    #expect(figures["seconds"] as? Double == 5)
    #expect(figures["loudestSecondDBFS"] as? Double == -20)
    #expect(figures["noiseFloorDBFS"] as? Double == -60)
    #expect(figures["signalToNoiseDB"] as? Double == 40)
    #expect(figures["clippedSamples"] as? Int == 0 && figures["lost"] as? Double == 0)
    #expect(figures["findings"] as? [String] == [] && figures["advice"] as? [String] == [])
  }

  @Test func `what is wrong, with advice`() throws {
    for (voice, noise, name) in [
      (0.0, 0.0, "digital-silence"), (3.0, 0.001, "clipping"), (0.003, 0.0001, "too-quiet"),
    ] {
      let alsa = try FakeALSA(tape: recording(voices: [voice], noise: noise))
      let figures = try object(alsa.run("check-mic", "--device", "tape"))
      #expect(figures["findings"] as? [String] == [name])
      #expect((figures["advice"] as? [String])?.first?.contains("alsamixer") == true)
    }
  }

  @Test func `the channel to take`() throws {
    let alsa = try FakeALSA(tape: recording(voices: [0, 0.1], noise: 0.0001), channels: 2)
    let mean = try object(alsa.run("check-mic", "--device", "tape"))
    #expect(mean["channels"] as? Int == 2 && mean["loudestSecondDBFS"] as? Double == -26)
    #expect(mean["findings"] as? [String] == ["silent-channel"])
    #expect((mean["advice"] as? [String])?.first?.contains("--channel 2") == true)
    let chosen = try object(alsa.run("check-mic", "--device", "tape", "--channel", "2"))
    #expect(chosen["loudestSecondDBFS"] as? Double == -20)
    #expect(chosen["findings"] as? [String] == [])
    #expect(try alsa.run("check-mic", "--device", "tape", "--channel", "3").status == 69)
  }

  @Test func `as long as it is told`() throws {
    let alsa = try FakeALSA(tape: recording(voices: [0.1]))
    let figures = try object(alsa.run("check-mic", "--device", "tape", "--seconds", "2"))
    // The voice begins at 2 s, 0.2 s of which were not measured.
    #expect(figures["seconds"] as? Double == 2)
    let loudest = try #require(figures["loudestSecondDBFS"] as? Double)
    #expect(loudest < -26)
  }

  @Test func `for people`() throws {
    let alsa = try FakeALSA(tape: recording(voices: [3]))
    let run = try TerminalRun(["check-mic", "--device", "tape"], environment: alsa.environment)
    #expect(run.status == 0)
    for part in [
      "tape  16000 Hz, 1 channel, s16le", "say something", "noise floor      -60.0 dBFS",
    ] {
      #expect(run.lines.contains { $0.contains(part) }, "\(part)")
    }
    #expect(run.lines.contains { $0.hasPrefix("! Too loud") })
    #expect(run.lines.allSatisfy { $0.count <= 80 || $0.contains("say something") })
    let good = try FakeALSA(tape: recording(voices: [0.1]))
    let plain = try TerminalRun(
      ["check-mic", "--device", "tape"],
      environment: good.environment.merging(["TERM": "dumb"]) { $1 })
    #expect(plain.output.contains("✓ This microphone is good") && !plain.output.contains("\u{1B}"))
  }

  /// A pipe into which nobody writes is a device that gives nothing.
  @Test func `a device that gives nothing, and Ctrl-C`() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path("pipe")
    try #require(mkfifo(pipe, 0o600) == 0)
    let writer = open(pipe, O_RDWR)
    defer { close(writer) }
    let alsa = try FakeALSA(FakeALSA.tape(pipe))
    let interrupted = try TerminalRun(
      ["check-mic", "--device", "tape"], environment: alsa.environment, interruption: 0.5)
    #expect(interrupted.wasEndedBySignal && interrupted.status == SIGINT)
    let run = try alsa.run("check-mic", "--device", "tape", "--seconds", "1")
    #expect(run.status == 69 && run.output.isEmpty)
    #expect(run.errors.contains("tape: only 0 ms of sound came"))
  }

  @Test(arguments: [
    ["--channel", "0"], ["--channel", "9"], ["--seconds", "0"], ["--seconds", "61"],
    ["--seconds", "1.5"], ["file.wav"], ["--device"],
  ])
  func `wrong usage`(words: [String]) throws {
    let run = try ProgramRun(["check-mic"] + words)
    #expect(run.status == 64 && run.output.isEmpty && run.errors.contains("--help"))
    #expect(try ProgramRun(["devices", "x"]).status == 64)
  }

  @Test func `a device that is not there`() throws {
    let run = try FakeALSA("").run("check-mic", "--device", "nobody")
    #expect(run.status == 69 && run.errors.hasPrefix("katydid: nobody: cannot open"))
  }
}
