import Testing

@testable import Katydid

struct ResamplerTests {
  static let names = goldenRecordNames { $0.hasPrefix("resampler") }

  @Test func vectorsAreThere() { #expect(Self.names.count == 8) }

  @Test(arguments: names) func matchesTheReference(name: String) throws {
    let expected = try GoldenRecords(name)
    let rateHz = expected["rate"][0]
    let memory = AlignedBytes(zeros: try #require(Resampler.memoryBytes(rateHz: rateHz)))
    var resampler = try Resampler(rateHz: rateHz, memory: memory.buffer)
    for (lengths, room) in [([100_000], 100_000), ([1], 1), ([37, 500, 2], 7)] {
      #expect(
        run(&resampler, expected.samples("input"), of: lengths, room: room) == expected["output"])
      resampler.reset()
    }
  }

  @Test(arguments: [8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000])
  func extremesNeitherOverflowNorStick(rateHz: Int) throws {
    let memory = AlignedBytes(zeros: try #require(Resampler.memoryBytes(rateHz: rateHz)))
    var resampler = try Resampler(rateHz: rateHz, memory: memory.buffer)
    let square = (0..<rateHz / 10).map { $0 / 20 % 2 == 0 ? Int16.max : Int16.min }
    let constant = [Int16](repeating: -32_768, count: rateHz / 10)
    let silence = [Int16](repeating: 0, count: rateHz / 10)
    let output = run(&resampler, square + constant + silence, of: [160], room: 4_096)
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

  private func run(
    _ resampler: inout Resampler, _ samples: [Int16], of lengths: [Int], room: Int
  ) -> [Int] {
    var output: [Int] = []
    var block = [Int16](repeating: 0, count: room)
    inPieces(samples, of: lengths) { piece in
      var rest = piece[...]
      while true {
        let progress = block.withUnsafeMutableBufferPointer {
          resampler.push(UnsafeBufferPointer(rebasing: rest), into: $0)
        }
        output += block[..<progress.samplesWritten].map(Int.init)
        rest = rest.dropFirst(progress.samplesTaken)
        if progress.samplesTaken == 0 && progress.samplesWritten == 0 { break }
      }
    }
    return output
  }
}
