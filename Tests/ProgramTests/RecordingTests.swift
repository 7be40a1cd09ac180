import Foundation
import TestSupport
import Testing

/// A recording that runs out of room while the program listens.
@Suite struct RecordingTests {
  @Test(arguments: ["a.flac", "a.wav"])
  func `a full disk ends the recording, keeps it, and listening goes on`(name: String) throws {
    let folder = try TemporaryFolder()
    let alsa = try FakeALSA(tape: try goldenSamples("left.wav"))
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    // A file that may not grow further behaves as on a full disk. The text of errors is less than that.
    process.arguments = [
      "-c", "ulimit -f 100; trap '' XFSZ; exec \"$@\"", "sh", ProgramRun.url().path, "listen",
      "--model", randomModel, "--device", "tape", "--record", folder.path(name), "--json",
    ]
    process.environment = alsa.environment
    let errors = folder.path("errors")
    try Data().write(to: URL(filePath: errors))
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let told = { try String(contentsOfFile: errors, encoding: .utf8) }
    let end = Date.now + 30
    while try !told().contains("cannot be written further"), Date.now < end { usleep(10_000) }
    usleep(300_000)
    #expect(process.isRunning)
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try told().matches(of: /--record/).count == 1)
    #expect(try told().contains(/stopped: \d+ events?/))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("")).sorted()
    #expect(names == [name, "errors"])
    let heard = try ProgramRun(["recognize", "--model", randomModel, folder.path(name)])
    // FLAC may end in the middle of a frame, which is told after everything before it was heard.
    #expect(heard.status == 0 || name.hasSuffix("flac") && heard.status == 65, "\(heard.errors)")
    #expect(!heard.lines.isEmpty)
  }
}
