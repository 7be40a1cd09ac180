import CBoard
import Katydid

/// The ring between the microphone's interrupt and the main loop.
enum SampleQueue {
  /// A hop: 10 ms.
  static let periodSamples = Int(board_period_samples)

  /// What the notice of a period says.
  static let goesOn: UInt32 = 0
  static let isLast: UInt32 = 1

  nonisolated(unsafe) private static var writer: PCMRing.Writer? = nil

  /// Makes the ring and returns the end for the main loop. To be called before the microphone starts.
  static func open() -> PCMRing.Reader {
    let ring = PCMRing(
      periodCount: Int(board_ring_periods), periodBytes: Memory.period.count, memory: Memory.ring)
    writer = ring.makeWriter()
    return ring.makeReader()
  }

  /// For the interrupt: at most `periodSamples` samples, 16 kHz, mono. `position` is the first one's place in time.
  static func put(_ samples: UnsafeBufferPointer<Int16>, at position: Int, notice: UInt32) {
    let bytes = UnsafeRawBufferPointer(samples)
    writer?.write(
      PCMRing.Period(position: UInt64(position), byteCount: bytes.count, notice: notice), bytes)
  }
}
