import CBoard
import _Volatile

/// A clock that counts without a pause: timer 1 of the MPS2 boards (CMSDK APB timer), 25 MHz. A board's own would be the
/// cycle counter of the processor (DWT_CYCCNT), which QEMU does not have.
enum Stopwatch {
  static let ticksPerSecond: UInt32 = 25_000_000

  private static var control: VolatileMappedRegister<UInt32> {
    .init(unsafeBitPattern: 0x4000_1000)
  }
  private static var value: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4000_1004) }
  private static var reload: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4000_1008) }

  static func start() {
    reload.store(.max)
    value.store(.max)
    control.store(1)
  }

  /// Ticks since some time, modulo 2^32. The timer counts down.
  static var now: UInt32 { ~value.load() }
}
