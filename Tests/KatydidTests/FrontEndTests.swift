import Foundation
import Testing

@testable import Katydid

/// What the page on the front end promises beyond the golden vectors of kind mel (`GoldenTests`).
struct FrontEndTests {
  @Test func memoryIsAsThePageSays() throws {
    let (section, arena) = try frontEnd(of: "left")
    #expect(section.arenaBytes == 15_296)
    let short = UnsafeMutableRawBufferPointer(rebasing: arena.buffer.dropLast())
    #expect(throws: ModelError(.arenaTooSmall, at: 0)) { _ = try FrontEnd(section, arena: short) }
  }

  @Test func logarithmIsWithinItsError() throws {
    let memory = AlignedBytes(zeros: Logarithm.arenaBytes)
    var arena = try Arena(memory.buffer, required: Logarithm.arenaBytes)
    let logarithm = Logarithm(in: &arena)
    #expect(logarithm.q10(0) == -1024)
    for exponent in 0..<63 {
      for step in 0..<50 {
        let value = UInt64(1) << UInt64(exponent) + UInt64(step) << UInt64(exponent) / 50
        let error = Double(logarithm.q10(value)) / 1024 - log2(Double(value))
        #expect(abs(error) < 5.6e-4, "\(value)")
      }
    }
  }
}
