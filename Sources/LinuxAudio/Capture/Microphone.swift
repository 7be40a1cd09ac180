import CALSA
import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// What came from a microphone.
public struct MicrophonePeriod: Equatable, Sendable {
  /// Place of the first frame on the audio clock, in frames since the start. What is missing since the last period was lost.
  public let position: UInt64
  /// 0 for a mere notice.
  public let frames: Int
  public let notice: CaptureNotice
  /// Why the device was lost, or errno of `.notRealTime`; 0 where there is nothing to say.
  public let error: Int32

  public var errorText: String { String(cString: snd_strerror(-error)) }
}

/// A device that is listened to: its thread, the ring between, and the conversion to mono samples at the device's rate.
///
///     device -> (thread: Capture) -> ring -> next(): Int16
///
/// All memory is taken by `init`. `start` and what follows belong to one thread.
public final class Microphone {
  private static let ringSeconds = 2
  private static let ringPeriods = 16...1024
  /// As long may the end take: the thread looks every tenth of a second whether it should end.
  private static let joinMilliseconds: Int32 = 150

  public let name: String
  public let format: CaptureFormat
  /// What `next` gave.
  public let samples: UnsafeMutableBufferPointer<Int16>

  private let channel: Int?
  private let capture: Capture
  private var thread: OpaquePointer?
  private var hasEnded = true
  private let event: Int32
  private var ring: PCMRing.Reader
  private let ringMemory: UnsafeMutableRawPointer
  private let bytes: UnsafeMutableRawBufferPointer
  /// The samples of the last period, all channels, full scale ±1; with a channel chosen, its own at the start.
  let interleaved: UnsafeMutableBufferPointer<Float>

  /// Opens a device.
  /// - Parameters:
  ///   - device: Its name in ALSA.
  ///   - channel: The one to hear, from 1; nil for the mean of all.
  /// - Throws: Every `CaptureError` but `.cannotStart`.
  public init(device name: String, channel: Int?) throws(CaptureError) {
    silenceALSA()
    let device = try ALSADevice(name: name, channel: channel)
    let format = device.format
    let periods = Microphone.ringPeriods(format)
    let ringBytes = PCMRing.memoryBytes(periodCount: periods, periodBytes: format.periodBytes)
    let event = platform_make_event()
    guard event >= 0, let memory = platform_allocate(ringBytes) else { throw .noResources }
    let ring = PCMRing(
      periodCount: periods, periodBytes: format.periodBytes,
      memory: UnsafeMutableRawBufferPointer(start: memory, count: ringBytes))
    self.name = name
    self.format = format
    self.channel = channel
    self.event = event
    self.ring = ring.makeReader()
    ringMemory = memory
    bytes = .allocate(byteCount: format.periodBytes, alignment: 16)
    interleaved = .allocate(capacity: format.periodFrames * format.channels)
    samples = .allocate(capacity: format.periodFrames)
    capture = Capture(device, channel: channel, ring: ring.makeWriter(), event: event)
  }

  deinit {
    stop()
    if hasEnded {
      platform_free(ringMemory)
      platform_close(event)
    }
    bytes.deallocate()
    interleaved.deallocate()
    samples.deallocate()
  }

  /// As many periods as take two seconds, a power of two.
  private static func ringPeriods(_ format: CaptureFormat) -> Int {
    var periods = ringPeriods.lowerBound
    while periods < ringPeriods.upperBound,
      periods * format.periodFrames < ringSeconds * format.rateHz
    {
      periods *= 2
    }
    return periods
  }

  /// Begins to capture, once.
  /// - Throws: `.cannotStart`, `.noResources`.
  public func start() throws(CaptureError) {
    try capture.start()
    // The thread has the capture until it ends.
    let context = Unmanaged.passRetained(capture).toOpaque()
    hasEnded = false
    thread = platform_start_thread(
      { Unmanaged<Capture>.fromOpaque($0!).takeRetainedValue().run() }, context)
    if thread == nil {
      Unmanaged<Capture>.fromOpaque(context).release()
      hasEnded = true
      throw .noResources
    }
  }

  /// Waits until there may be a period, until a signal comes, or so long.
  public func wait(milliseconds: Int) { platform_wait_for_event(event, Int32(milliseconds)) }

  /// The next period, its samples at the start of `samples`. Allocates nothing.
  /// - Returns: nil if there is none yet.
  public func next() -> MicrophonePeriod? {
    guard let period = ring.read(into: bytes) else { return nil }
    let frames = period.byteCount / format.frameBytes
    if frames > 0 { convert(frames: frames) }
    return MicrophonePeriod(
      position: period.position, frames: frames, notice: CaptureNotice(word: period.notice),
      error: CaptureNotice.error(word: period.notice))
  }

  /// Periods that were captured and not asked for in time.
  public var droppedPeriods: Int { ring.droppedPeriods }

  /// Ends the capture. What was captured before can still be had.
  public func stop() {
    guard let thread else { return }
    self.thread = nil
    capture.stop()
    // A sound server that does not answer may keep the thread; then it keeps what it works in.
    hasEnded = platform_join_thread(thread, Microphone.joinMilliseconds)
  }

  private func convert(frames: Int) {
    let count = frames * format.channels
    format.samples.decode(
      UnsafeRawBufferPointer(rebasing: bytes[..<(frames * format.frameBytes)]), into: interleaved)
    guard let channel, format.channels > 1 else {
      return mixDown(
        UnsafeBufferPointer(rebasing: interleaved[..<count]), channels: format.channels,
        into: samples)
    }
    for frame in 0..<frames {
      interleaved[frame] = interleaved[frame * format.channels + channel - 1]
    }
    mixDown(UnsafeBufferPointer(rebasing: interleaved[..<frames]), channels: 1, into: samples)
  }
}
