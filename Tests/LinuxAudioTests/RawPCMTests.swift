import Foundation
import TestSupport
import Testing

@testable import LinuxAudio

/// Raw samples through a pipe.
@Suite struct RawPCMTests {
  /// Writes `bytes` into a pipe in pieces and reads the other end.
  private func read(
    _ bytes: [UInt8], format: PCMFormat, channels: Int = 1, pieces: Int,
    keeping samples: inout [Int16]
  ) throws {
    let pipe = Pipe()
    let writer = Thread {
      for start in stride(from: 0, to: bytes.count, by: pieces) {
        try? pipe.fileHandleForWriting.write(
          contentsOf: Data(bytes[start..<min(start + pieces, bytes.count)]))
      }
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    let raw = try RawPCM(
      descriptor: pipe.fileHandleForReading.fileDescriptor, rateHz: 16_000, channels: channels,
      format: format)
    try readAll(block: 512, keeping: &samples) { try raw.read(into: $0) }
  }

  private func bytes(of samples: [Int16], as format: PCMFormat) -> [UInt8] {
    samples.flatMap { sample -> [UInt8] in
      let word = UInt32(bitPattern: Int32(sample)) << 16
      switch format {
      case .u8: return [UInt8(truncatingIfNeeded: (Int(sample) >> 8) + 128)]
      case .s16le: return (2..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      case .s24le: return (1..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      // What stands in the fourth byte does not count.
      case .s24in32le: return (1..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } + [0xA5]
      case .s32le: return (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      case .f32le:
        let bits = (Float(sample) / 32_768).bitPattern
        return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
      }
    }
  }

  @Test(arguments: PCMFormat.allCases, [1, 3, 1_000, 100_000])
  func `every format, pieces of any size`(format: PCMFormat, pieces: Int) throws {
    let samples = Array(try goldenSamples("left.wav").prefix(3_000)) + [-32_768, 32_767, 0, -1]
    var heard: [Int16] = []
    try read(bytes(of: samples, as: format), format: format, pieces: pieces, keeping: &heard)
    let isSame = heard == (format == .u8 ? samples.map { ($0 >> 8) << 8 } : samples)
    #expect(isSame)
  }

  @Test func `the rest of a frame is an error after everything before it`() throws {
    var heard: [Int16] = []
    #expect(throws: SoundError.self) {
      try read([1, 0, 2, 0, 3, 0, 4], format: .s16le, channels: 2, pieces: 2, keeping: &heard)
    }
    #expect(heard == [2])
  }

  @Test func `nothing at all is an error`() throws {
    var heard: [Int16] = []
    #expect(throws: SoundError.self) {
      try read([], format: .s16le, pieces: 1, keeping: &heard)
    }
  }

  @Test func `unsupported rate`() {
    #expect(throws: SoundError.self) { try RawPCM(rateHz: 12_345, channels: 1, format: .u8) }
  }
}
