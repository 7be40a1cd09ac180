import Foundation
import TestSupport
import Testing

@testable import Katydid
@testable import KatydidProgram

/// What `listen` says about the device, to people and to programs.
@Suite struct StatusPrinterTests {
  private let folder: TemporaryFolder
  private let output: WrittenStream
  private let errors: WrittenStream

  init() throws {
    folder = try TemporaryFolder()
    output = try WrittenStream(folder.path("output"))
    errors = try WrittenStream(folder.path("errors"))
  }

  private func printer(isJSON: Bool) -> StatusPrinter {
    StatusPrinter(
      device: "plughw:CARD=\"A\",DEV=0", isJSON: isJSON, output: output.stream,
      errors: errors.stream)
  }

  private func sayEverything(_ printer: StatusPrinter) {
    printer.listening(rateHz: 48_000, channels: 2, format: "s16le", model: "keywords")
    printer.overrun(atMilliseconds: 12_340, lostMilliseconds: 120, count: 1)
    printer.suspended(atMilliseconds: 13_000)
    printer.stalled(atMilliseconds: 14_000)
    printer.lost(atMilliseconds: 15_000)
    printer.resumed(atMilliseconds: 20_005, gapMilliseconds: 5_005)
    printer.dropped(atMilliseconds: 21_000, lostMilliseconds: 40)
    printer.model("b.kat", atMilliseconds: 22_000)
    printer.stopped(
      atMilliseconds: 7_200_000_001, events: 3, overruns: 1, lostMilliseconds: 5_165,
      cpuPermille: 34)
  }

  @Test func `a JSON object a line`() throws {
    sayEverything(printer(isJSON: true))
    let expected = #"""
      {"status": "listening", "time": 0.000, "device": "plughw:CARD=\"A\",DEV=0", "rate": 48000, "channels": 2, "format": "s16le", "model": "keywords"}
      {"status": "overrun", "time": 12.340, "lost": 0.120, "count": 1}
      {"status": "suspended", "time": 13.000}
      {"status": "stalled", "time": 14.000}
      {"status": "lost", "time": 15.000, "device": "plughw:CARD=\"A\",DEV=0"}
      {"status": "resumed", "time": 20.005, "gap": 5.005}
      {"status": "dropped", "time": 21.000, "lost": 0.040}
      {"status": "model", "time": 22.000, "model": "b.kat"}
      {"status": "stopped", "time": 7200000.001, "events": 3, "overruns": 1, "lost": 5.165, "cpu": 3.4}

      """#
    #expect(try output.text == expected)
    for line in expected.split(separator: "\n") {
      #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
    }
  }

  @Test func `a line each for people, and nothing on standard output`() throws {
    sayEverything(printer(isJSON: false))
    #expect(try output.text.isEmpty)
    let lines = try errors.text.split(separator: "\n")
    #expect(lines.count == 9)
    #expect(
      lines[0]
        == "katydid: listening to plughw:CARD=\"A\",DEV=0: 48000 Hz, 2 channels, s16le; model keywords"
    )
    #expect(lines[1] == "katydid: 12.340 s: overrun: 0.120 s of sound lost (1 so far)")
    #expect(lines[4].hasPrefix("katydid: 15.000 s: lost: plughw:CARD=\"A\",DEV=0 is gone; "))
    #expect(
      lines[8]
        == "katydid: 7200000.001 s: stopped: 3 events, 1 overrun, 5.165 s of sound lost, 3.4 % CPU")
  }

  @Test func `the lines for people come with JSON too, after it`() throws {
    printer(isJSON: true).overrun(atMilliseconds: 1, lostMilliseconds: 2, count: 3)
    #expect(try output.text.hasSuffix("\"count\": 3}\n"))
    #expect(try errors.text == "katydid: 0.001 s: overrun: 0.002 s of sound lost (3 so far)\n")
  }

  @Test func `events of live sound name no file and count gaps`() throws {
    let model = try Model(named: randomModel)
    let printer = EventPrinter(LabelNames(model), file: nil, .json, stream: output.stream)
    let event = Event(classIndex: 2, score: 30_474, timeSamples: 197_440)
    printer.print(event)
    printer.print(event, offsetSamples: 160_008)
    output.stream.flush()
    let label = model.labels[2]
    #expect(
      try output.text == """
        {"time": 12.340, "label": "\(label)", "score": 0.93}
        {"time": 22.341, "label": "\(label)", "score": 0.93}

        """)
  }
}

/// A stream into a file, and what has come there.
final class WrittenStream {
  let stream: KatydidProgram.Stream
  private let file: FileHandle
  private let path: String

  init(_ path: String) throws {
    self.path = path
    try Data().write(to: URL(filePath: path))
    file = try #require(FileHandle(forWritingAtPath: path))
    stream = KatydidProgram.Stream(descriptor: file.fileDescriptor)
  }

  var text: String {
    get throws { try String(contentsOfFile: path, encoding: .utf8) }
  }
}
