import Foundation
import Testing

@testable import Katydid

/// The ring as one thread sees it: order, drops, lengths, the wrap of its counters.
@Suite struct PCMRingTests {
  /// The counters start at zero, or wrap during the test.
  static let starts: [UInt32] = [0, .max - 4, 0x7fff_fffc]

  @Test(arguments: starts)
  func `periods come out as they went in`(first: UInt32) {
    let ring = NumberedRing(periodCount: 4, periodBytes: 64, first: first)
    var writer = NumberedWriter(ring)
    var reader = NumberedReader(ring)
    for number in 0..<1_000 {
      #expect(reader.read() == nil)
      writer.write()
      #expect(reader.read() == number)
    }
    #expect(reader.wrong == 0 && reader.droppedPeriods == 0)
  }

  @Test(arguments: starts, [2, 4, 16])
  func `a full ring drops the oldest and counts them`(first: UInt32, periodCount: Int) {
    for excess in 0...2 * periodCount {
      let ring = NumberedRing(periodCount: periodCount, periodBytes: 12, first: first)
      var writer = NumberedWriter(ring)
      var reader = NumberedReader(ring)
      for _ in 0..<periodCount - 1 + excess { writer.write() }
      var numbers: [Int] = []
      while let number = reader.read() { numbers.append(number) }
      #expect(numbers == Array(excess..<excess + periodCount - 1))
      #expect(reader.droppedPeriods == excess && reader.wrong == 0)
    }
  }

  /// Random writes and reads against a list.
  @Test(arguments: starts, [2, 8])
  func `it is a list that forgets its oldest`(first: UInt32, periodCount: Int) {
    let ring = NumberedRing(periodCount: periodCount, periodBytes: 9, first: first)
    var writer = NumberedWriter(ring)
    var reader = NumberedReader(ring)
    var random = SplitMix(state: UInt64(first))
    var (list, dropped): ([Int], Int) = ([], 0)
    for _ in 0..<20_000 {
      for _ in 0..<random.below(periodCount + 2) {
        #expect(writer.isFull == (list.count >= periodCount - 1))
        list.append(writer.number)
        writer.write()
      }
      if list.count >= periodCount {
        dropped += list.count - (periodCount - 1)
        list.removeFirst(list.count - (periodCount - 1))
      }
      for _ in 0..<random.below(periodCount + 2) {
        #expect(reader.read() == list.first)
        if !list.isEmpty { list.removeFirst() }
        #expect(reader.droppedPeriods == dropped || list.isEmpty)
      }
    }
    #expect(dropped > 1_000 && reader.wrong == 0)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 7, 1_023])
  func `every length comes back and nothing beyond it`(periodBytes: Int) {
    let memory = AlignedBytes(
      zeros: PCMRing.memoryBytes(periodCount: 2, periodBytes: periodBytes))
    let ring = PCMRing(periodCount: 2, periodBytes: periodBytes, memory: memory.buffer)
    var writer = ring.makeWriter()
    var reader = ring.makeReader()
    let sent = AlignedBytes((0..<periodBytes).map { UInt8(truncatingIfNeeded: $0 * 11 + 1) })
    let got = AlignedBytes(zeros: periodBytes)
    for count in 0...periodBytes {
      for place in 0..<periodBytes { got.buffer[place] = 0xee }
      let period = PCMRing.Period(position: .max - 1, byteCount: count, notice: .max)
      writer.write(period, UnsafeRawBufferPointer(rebasing: sent.readOnly.prefix(count)))
      #expect(reader.read(into: got.buffer) == period)
      #expect(got.readOnly.prefix(count).elementsEqual(sent.readOnly.prefix(count)))
      #expect(got.readOnly.dropFirst(count).allSatisfy { $0 == 0xee })
    }
  }

  @Test func `a second writer and a second reader go on where the first ended`() {
    let ring = NumberedRing(periodCount: 4, periodBytes: 8)
    do {
      var writer = NumberedWriter(ring)
      writer.write()
      writer.write()
      var reader = NumberedReader(ring)
      #expect(reader.read() == 0)
    }
    var reader = ring.ring.makeReader()
    let bytes = AlignedBytes(zeros: 8)
    #expect(reader.read(into: bytes.buffer) == ring.period(1))
    #expect(reader.read(into: bytes.buffer) == nil)
    var writer = ring.ring.makeWriter()
    writer.write(ring.period(0), UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(reader.read(into: bytes.buffer) == ring.period(0))
    #expect(reader.droppedPeriods == 0)
  }
}
