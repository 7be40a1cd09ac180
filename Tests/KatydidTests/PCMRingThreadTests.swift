import Foundation
import Synchronization
import Testing

@testable import Katydid

/// How one of the two threads spends its time beside the ring.
enum Schedule: Sendable {
  /// Nothing but the ring.
  case fast
  /// Gives the processor away at random.
  case yielding
  /// Runs of random length, then a sleep.
  case bursts
  /// A sleep now and then that is longer than the ring.
  case slow
}

/// A small generator: the same pauses in every run.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

/// The pauses of one thread.
struct Pauses {
  private let schedule: Schedule
  private var random: SplitMix
  private var left = 0

  init(_ schedule: Schedule, seed: UInt64) {
    self.schedule = schedule
    random = SplitMix(state: seed)
  }

  mutating func next() {
    switch schedule {
    case .fast: break
    case .yielding: if random.below(8) == 0 { sched_yield() }
    case .bursts:
      left -= 1
      guard left < 0 else { return }
      left = random.below(2_000)
      usleep(UInt32(random.below(60)))
    case .slow: if random.below(500) == 0 { usleep(200) }
    }
  }
}

/// The ring between two threads. Run under the thread sanitizer, too: `Tools/test threads`.
@Suite(.serialized) struct PCMRingThreadTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var writer: Schedule
    var reader: Schedule
    var periodCount: Int
    var periodBytes: Int
    var periods: Int

    var testDescription: String {
      "\(writer) writer, \(reader) reader, \(periodCount) periods of \(periodBytes) bytes"
    }
  }

  /// Small periods for many of them, long ones so that a copy is overtaken; two are the smallest ring.
  static let cases = [
    Case(writer: .fast, reader: .fast, periodCount: 2, periodBytes: 8, periods: 2_000_000),
    Case(writer: .fast, reader: .yielding, periodCount: 4, periodBytes: 8, periods: 1_000_000),
    Case(writer: .yielding, reader: .fast, periodCount: 4, periodBytes: 12, periods: 1_000_000),
    Case(writer: .bursts, reader: .bursts, periodCount: 8, periodBytes: 5, periods: 1_000_000),
    Case(writer: .fast, reader: .fast, periodCount: 2, periodBytes: 512, periods: 50_000),
    Case(writer: .fast, reader: .slow, periodCount: 16, periodBytes: 64, periods: 200_000),
    Case(writer: .slow, reader: .fast, periodCount: 2, periodBytes: 64, periods: 100_000),
    Case(writer: .slow, reader: .slow, periodCount: 2, periodBytes: 256, periods: 50_000),
  ]

  #if DEBUG
    private static let share = 20
  #else
    private static let share = 4
  #endif

  /// Runs both threads to the end of the periods.
  /// - Parameter waits: Whether the writer waits for the reader.
  /// - Returns: periods read, dropped, and wrong ones.
  private func run(_ item: Case, waits: Bool) -> (read: Int, dropped: Int, wrong: Int) {
    // The counters wrap in the middle.
    let ring = NumberedRing(
      periodCount: item.periodCount, periodBytes: item.periodBytes,
      first: 0 &- UInt32(item.periods / 2))
    let isDone = Flag()
    let thread = Thread {
      var writer = NumberedWriter(ring)
      var pauses = Pauses(item.writer, seed: 1)
      while writer.number < item.periods {
        pauses.next()
        if waits && writer.isFull { sched_yield() } else { writer.write() }
      }
      isDone.raise()
    }
    thread.start()
    var reader = NumberedReader(ring)
    var pauses = Pauses(item.reader, seed: 2)
    while true {
      // Asked before reading: what was written before is then read.
      let isLast = isDone.isRaised
      while reader.read() != nil { pauses.next() }
      if isLast { break }
      sched_yield()
    }
    return (reader.readCount, reader.droppedPeriods, reader.wrong)
  }

  @Test(arguments: cases)
  func `whole periods, in order, the missing ones counted`(item: Case) {
    var item = item
    item.periods /= PCMRingThreadTests.share
    let result = run(item, waits: false)
    #expect(result.wrong == 0 && result.read > 0)
    #expect(result.read + result.dropped == item.periods)
  }

  @Test(arguments: cases)
  func `nothing is dropped if the writer waits`(item: Case) {
    var item = item
    // The threads take turns, and on a busy machine each turn may take milliseconds.
    item.periods = max(item.periods / (100 * PCMRingThreadTests.share), 1_000)
    let result = run(item, waits: true)
    #expect(result.wrong == 0 && result.dropped == 0 && result.read == item.periods)
  }
}

/// What one thread tells another once.
final class Flag: Sendable {
  private let value = Atomic<Bool>(false)

  var isRaised: Bool { value.load(ordering: .acquiring) }

  func raise() { value.store(true, ordering: .releasing) }
}
