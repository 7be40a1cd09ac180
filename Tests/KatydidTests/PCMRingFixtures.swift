import Foundation
import Synchronization

@testable import Katydid

/// A ring with memory of its own, and periods whose content is a function of their number.
final class NumberedRing: Sendable {
  let ring: PCMRing
  let periodBytes: Int
  let first: UInt32
  private nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer

  /// - Parameter first: What the counters start at: near 2^32 they wrap during the test.
  init(periodCount: Int, periodBytes: Int, first: UInt32 = 0) {
    let bytes = PCMRing.memoryBytes(periodCount: periodCount, periodBytes: periodBytes)
    memory = .allocate(byteCount: bytes, alignment: 16)
    ring = PCMRing(periodCount: periodCount, periodBytes: periodBytes, memory: memory)
    self.periodBytes = periodBytes
    self.first = first
    for counter in [ring.begun, ring.written, ring.read] {
      counter.pointee.store(first, ordering: .relaxed)
    }
  }

  deinit { memory.deallocate() }

  /// What stands beside the bytes: above 2^32 from the start, so that both halves of the position count.
  func period(_ number: Int) -> PCMRing.Period {
    let byteCount = (number &* 7) % (periodBytes + 1)
    return PCMRing.Period(
      position: 0xffff_fff0 + UInt64(number), byteCount: byteCount,
      notice: UInt32(truncatingIfNeeded: number &* 0x9e37_79b1))
  }

  /// Byte `place` of a period. Neighbouring periods differ in every byte.
  static func byte(_ number: Int, _ place: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: number &* 5 &+ place &* 3)
  }
}

/// The end of a ring into which numbered periods go.
struct NumberedWriter: ~Copyable {
  private let numbered: NumberedRing
  private var writer: PCMRing.Writer
  private var bytes: [UInt8]
  private(set) var number = 0

  init(_ numbered: NumberedRing) {
    self.numbered = numbered
    writer = numbered.ring.makeWriter()
    bytes = [UInt8](repeating: 0, count: numbered.periodBytes)
  }

  var isFull: Bool { writer.isFull }

  mutating func write() {
    let period = numbered.period(number)
    for place in 0..<period.byteCount { bytes[place] = NumberedRing.byte(number, place) }
    bytes.withUnsafeBytes {
      writer.write(period, UnsafeRawBufferPointer(rebasing: $0.prefix(period.byteCount)))
    }
    number += 1
  }
}

/// The end of a ring out of which numbered periods come, every byte of them checked.
struct NumberedReader: ~Copyable {
  private let numbered: NumberedRing
  private var reader: PCMRing.Reader
  private let bytes: AlignedBytes
  /// The number that the next period has if nothing is dropped.
  private(set) var next = 0
  private(set) var readCount = 0
  /// Periods that were not what their number says, or not counted right.
  private(set) var wrong = 0

  init(_ numbered: NumberedRing) {
    self.numbered = numbered
    reader = numbered.ring.makeReader()
    bytes = AlignedBytes(zeros: numbered.periodBytes)
  }

  var droppedPeriods: Int { reader.droppedPeriods }

  /// - Returns: the number of the period, nil if there is none.
  mutating func read() -> Int? {
    guard let period = reader.read(into: bytes.buffer) else { return nil }
    let number = Int(truncatingIfNeeded: period.position &- 0xffff_fff0)
    // What was dropped is exactly what lies between two periods.
    var isRight = number >= next && number - readCount == droppedPeriods
    isRight = isRight && period == numbered.period(number)
    if isRight {
      for place in 0..<period.byteCount
      where bytes.buffer[place] != NumberedRing.byte(number, place) { isRight = false }
    }
    if !isRight { wrong += 1 }
    next = number + 1
    readCount += 1
    return number
  }
}
