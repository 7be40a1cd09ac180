#if KATYDID_IS_IMPORTED
  @testable import Katydid
#endif

/// Samples of another rate, brought to 16 kHz, against the golden records.
enum ResamplerCheck {
  /// Runs the case in pieces of several lengths, into outputs of several lengths, with a reset between them.
  static func run(_ records: inout GoldenRecords) throws(GoldenFault) {
    let rateHz = try records.read("rate").single()
    let input = try records.read("input").elements(as: Int16.self)
    let output = try records.read("output")
    let memory = Memory(zeros: Resampler.memoryBytes(rateHz: rateHz) ?? 0)
    var resampler = try accepted { () throws(ModelError) in
      try Resampler(rateHz: rateHz, memory: memory.buffer)
    }
    for (lengths, room) in [([100_000], 100_000), ([1], 1), ([37, 500, 2], 7)] {
      try compare(&resampler, input, of: lengths, room: room, with: output)
      resampler.reset()
    }
  }

  private static func compare(
    _ resampler: inout Resampler, _ input: [Int16], of lengths: [Int], room: Int,
    with output: GoldenRecord
  ) throws(GoldenFault) {
    var expected = Expectation(output)
    let memory = Memory(zeros: 2 * room)
    let block = memory.elements(Int16.self, count: room)
    try inPieces(input, of: lengths) { piece throws(GoldenFault) in
      var rest = piece[...]
      while true {
        let progress = resampler.push(UnsafeBufferPointer(rebasing: rest), into: block)
        for index in 0..<progress.samplesWritten { try expected.take(Int64(block[index])) }
        rest = rest.dropFirst(progress.samplesTaken)
        if progress.samplesTaken == 0 && progress.samplesWritten == 0 { break }
      }
    }
    try expected.finish()
  }
}
