import Testing

@testable import Katydid

/// What the resampler promises beyond its golden vectors (`GoldenTests`).
struct ResamplerTests {
  @Test(arguments: [8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000])
  func extremesNeitherOverflowNorStick(rateHz: Int) throws {
    let memory = AlignedBytes(zeros: try #require(Resampler.memoryBytes(rateHz: rateHz)))
    var resampler = try Resampler(rateHz: rateHz, memory: memory.buffer)
    let square = (0..<rateHz / 10).map { $0 / 20 % 2 == 0 ? Int16.max : Int16.min }
    let constant = [Int16](repeating: -32_768, count: rateHz / 10)
    let silence = [Int16](repeating: 0, count: rateHz / 10)
    let output = run(&resampler, square + constant + silence)
    #expect(output[2_500..<3_000].allSatisfy { $0 == -32_768 })
    #expect(output.suffix(1_000).allSatisfy { $0 == 0 })
  }

  @Test func refusesWhatItCannotDo() throws {
    #expect(Resampler.memoryBytes(rateHz: 12_345) == nil)
    let memory = AlignedBytes(zeros: 64)
    #expect(throws: ModelError(.outOfRange, at: 0)) {
      _ = try Resampler(rateHz: 0, memory: memory.buffer)
    }
    #expect(throws: ModelError(.arenaTooSmall, at: 0)) {
      _ = try Resampler(rateHz: 44_100, memory: memory.buffer)
    }
  }

  private func run(_ resampler: inout Resampler, _ samples: [Int16]) -> [Int16] {
    var block = [Int16](repeating: 0, count: 2 * samples.count)
    let written = samples.withUnsafeBufferPointer { input in
      block.withUnsafeMutableBufferPointer { resampler.push(input, into: $0) }.samplesWritten
    }
    return Array(block[..<written])
  }
}
