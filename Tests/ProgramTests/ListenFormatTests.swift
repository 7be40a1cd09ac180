import Foundation
import TestSupport
import Testing

/// Devices that offer little.
@Suite(.serialized) struct ListenFormatTests {
  @Test func `a device that offers nothing we take ends with 69 and says what it offers`()
    async throws
  {
    let tape = try Tape(ListenRecording.silence(seconds: 1))
    let run = try FaultyMicrophone.run(tape, "only:MU_LAW:192000:12")
    #expect(await run.end() == 69)
    #expect(try run.lines.isEmpty)
    let errors = try run.errors
    for part in ["tape: ", "MU_LAW", "192000", "12 channels"] { #expect(errors.contains(part)) }
  }

  /// As the format's name in ALSA, as we call it, and as samples.
  static let formats: [(String, String, @Sendable (Int16) -> [UInt8])] = [
    ("S16_LE", "s16le", { little(UInt32(UInt16(bitPattern: $0)), bytes: 2) }),
    ("S24_3LE", "s24le", { little(UInt32(UInt16(bitPattern: $0)) << 8, bytes: 3) }),
    ("S32_LE", "s32le", { little(UInt32(UInt16(bitPattern: $0)) << 16, bytes: 4) }),
    ("FLOAT_LE", "f32le", { little((Float($0) / 32_768).bitPattern, bytes: 4) }),
  ]

  private static func little(_ word: UInt32, bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) }
  }

  /// Each offers one format, one rate, one number of channels.
  @Test(arguments: formats.indices, [(16_000, 1), (44_100, 2), (48_000, 8), (8_000, 1)])
  func `whatever it offers, it is converted`(index: Int, shape: (rateHz: Int, channels: Int))
    async throws
  {
    let (alsa, name, encode) = ListenFormatTests.formats[index]
    let words = try ListenRecording.words().prefix(4 * ListenRecording.rateHz)
    let samples = interpolated(Array(words), rateHz: shape.rateHz)
    let folder = try TemporaryFolder()
    try writeSound(samples, to: folder.path("mono.wav"), rateHz: shape.rateHz)
    let expected = try await recognized(folder.path("mono.wav"))
    var bytes = Data()
    for sample in samples + [Int16](repeating: 0, count: 3 * shape.rateHz) {
      let encoded = encode(sample)
      for _ in 0..<shape.channels { bytes.append(contentsOf: encoded) }
    }
    let run = try FaultyMicrophone.run(
      Tape(bytes), "only:\(alsa):\(shape.rateHz):\(shape.channels)")
    // The pace is the machine's.
    _ = try await run.waits(seconds: 30) { lines in
      lines.filter { $0.label != nil }.count >= expected.count
    }
    run.signal(SIGTERM)
    #expect(await run.end() == 0)
    let listening = try #require(try run.first("listening"))
    #expect(listening.members["format"] as? String == name)
    #expect(listening.members["rate"] as? Int == shape.rateHz)
    #expect(listening.members["channels"] as? Int == shape.channels)
    let events = try run.events.prefix(expected.count)
    #expect(events.map(\.label) == expected.map(\.label) && !expected.isEmpty)
    #expect(events.map(\.time) == expected.map(\.time))
  }

  /// At another rate, a straight line between neighbours.
  private func interpolated(_ samples: [Int16], rateHz: Int) -> [Int16] {
    (0..<samples.count * rateHz / ListenRecording.rateHz - 1).map { index in
      let place = index * ListenRecording.rateHz
      let (left, part) = (place / rateHz, place % rateHz)
      let (a, b) = (Int(samples[left]), Int(samples[min(left + 1, samples.count - 1)]))
      return Int16(a + (b - a) * part / rateHz)
    }
  }
}
