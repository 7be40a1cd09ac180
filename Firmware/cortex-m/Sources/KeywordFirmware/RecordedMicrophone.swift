import CBoard
import _Volatile

/// Plays the recording that is linked in, at the speed of a microphone: timer 0 of the MPS2 boards (CMSDK APB timer)
/// interrupts 100 times a second.
enum RecordedMicrophone: Microphone {
  private static var control: VolatileMappedRegister<UInt32> {
    .init(unsafeBitPattern: 0x4000_0000)
  }
  private static var value: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4000_0004) }
  private static var reload: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4000_0008) }
  private static var interrupt: VolatileMappedRegister<UInt32> {
    .init(unsafeBitPattern: 0x4000_000C)
  }
  private static var interruptEnable: VolatileMappedRegister<UInt32> {
    .init(unsafeBitPattern: 0xE000_E100)
  }

  private static let ticksPerSample: UInt32 = 25_000_000 / 16_000
  private static let interruptNumber: UInt32 = 8

  nonisolated(unsafe) private static var played = 0

  static func start() {
    let periodTicks = ticksPerSample * UInt32(SampleQueue.periodSamples)
    reload.store(periodTicks - 1)
    value.store(periodTicks - 1)
    interruptEnable.store(1 << interruptNumber)
    control.store(0b1001)  // counts and interrupts
  }

  /// A period has passed: hands on its samples, as a driver does with those that DMA has brought.
  fileprivate static func periodElapsed() {
    interrupt.store(1)
    let recording = UnsafeBufferPointer(
      start: board_recording(), count: board_recording_samples())
    let end = min(played + SampleQueue.periodSamples, recording.count)
    let isLast = end == recording.count
    SampleQueue.put(
      UnsafeBufferPointer(rebasing: recording[played..<end]), at: played,
      notice: isLast ? SampleQueue.isLast : SampleQueue.goesOn)
    played = end
    if isLast { control.store(0) }
  }
}

@c(TIMER0_Handler)
func timerInterrupt() {
  let start = Stopwatch.now
  RecordedMicrophone.periodElapsed()
  if !board_guard_is_whole() { Failure.stackOverflow() }
  Measurement.interruptTicks &+= Stopwatch.now &- start
}
