import CBoard
import Katydid

/// The main loop's end of the ring: sleeps until there are samples.
struct SampleInput: ~Copyable {
  private var reader: PCMRing.Reader
  private var isLast = false

  init() { reader = SampleQueue.open() }

  /// The next period; nil after the last. The samples stay until the next call.
  mutating func next(_ measurement: inout Measurement) -> UnsafeBufferPointer<Int16>? {
    if isLast { return nil }
    while true {
      // An interrupt between the look at the ring and the sleep would be slept through; a pending one ends it at once.
      board_disable_interrupts()
      if reader.isEmpty { board_wait_for_interrupt() }
      board_enable_interrupts()
      measurement.hopBegins()
      if let period = reader.read(into: Memory.period) {
        if reader.droppedPeriods > 0 { Failure.ringOverrun(periods: reader.droppedPeriods) }
        isLast = period.notice == SampleQueue.isLast
        return UnsafeBufferPointer(
          start: UnsafePointer<Int16>(OpaquePointer(Memory.period.baseAddress)),
          count: period.byteCount / 2)
      }
    }
  }
}
