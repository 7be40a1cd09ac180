import CALSA
import CPlatform
import Synchronization

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// The thread that captures: it reads the device and writes the ring, and keeps the device going.
///
///     samples          -> ring
///     overrun          -> prepare, start, on with it
///     suspended        -> resume as soon as it can be, else prepare, start
///     stalled          -> close, open anew
///     any other error  -> lost: close, and open anew until the device is back, less and less often
///
/// What happened goes through the ring too, in order with the samples (`CaptureNotice`). A device without a clock of its own
/// waits for the reader; one with a clock never does.
final class Capture: @unchecked Sendable {
  /// After so long without a sample it is not believed that the device runs, whatever it says.
  static let stallNanoseconds: UInt64 = 5_000_000_000
  private static let waitMilliseconds: Int32 = 100
  private static let pauseMilliseconds: Int32 = 2
  private static let backOffMilliseconds: ClosedRange<Int32> = 250...5_000

  private var device: ALSADevice?
  private let name: String
  private let channel: Int?
  private let format: CaptureFormat
  private let bytes: UnsafeMutableRawBufferPointer
  private var ring: PCMRing.Writer
  private let event: Int32
  private let stops = Atomic(false)

  private var clock: GapClock
  private var lastAudioNanoseconds: UInt64 = 0
  /// What the next samples will say.
  private var next = CaptureNotice.audio
  private var backOff = Capture.backOffMilliseconds.lowerBound

  /// - Parameter event: Is signalled after every write.
  init(
    _ device: ALSADevice, channel: Int?, ring: consuming PCMRing.Writer, event: Int32
  ) {
    self.device = device
    name = device.name
    format = device.format
    self.channel = channel
    self.ring = ring
    self.event = event
    bytes = .allocate(byteCount: device.format.periodBytes, alignment: 16)
    clock = GapClock(rateHz: device.format.rateHz)
  }

  deinit { bytes.deallocate() }

  /// Makes the device give samples.
  /// - Throws: `.cannotStart`.
  func start() throws(CaptureError) {
    let code = device.map { $0.start() } ?? 0
    guard code >= 0 else { throw .cannotStart(code: -code) }
  }

  /// Ends `run` soon, from another thread.
  func stop() { stops.store(true, ordering: .relaxed) }

  private var isStopping: Bool { stops.load(ordering: .relaxed) }

  /// What the thread does until it is stopped. The device has been started.
  func run() {
    if let device, device.isHardware { becomeRealTime() }
    lastAudioNanoseconds = platform_nanoseconds()
    clock.start(nowNanoseconds: lastAudioNanoseconds)
    while !isStopping {
      if let device { listen(to: device) } else { reopen() }
    }
    device = nil
  }

  private func becomeRealTime() {
    let error = platform_make_thread_real_time()
    let lockError = platform_lock_memory()
    if error != 0 || lockError != 0 { post(.notRealTime, error: error != 0 ? error : lockError) }
  }

  private func listen(to device: ALSADevice) {
    if !device.isPaced, ring.isFull {
      platform_sleep(Capture.pauseMilliseconds)
      lastAudioNanoseconds = platform_nanoseconds()
      return
    }
    if platform_nanoseconds() &- lastAudioNanoseconds >= Capture.stallNanoseconds {
      return lose(.stalled, error: 0)
    }
    let ready = device.wait(milliseconds: Capture.waitMilliseconds)
    if ready < 0 { return recover(device, from: ready) }
    if ready == 0 { return look(at: device) }
    let frames = device.read(into: bytes)
    if frames > 0 { return take(frames) }
    if frames < 0, frames != -Int(EAGAIN) { return recover(device, from: Int32(frames)) }
    // It said that there were samples.
    platform_sleep(Capture.pauseMilliseconds)
    look(at: device)
  }

  private func take(_ frames: Int) {
    let now = platform_nanoseconds()
    let position = clock.take(
      frames: frames, nowNanoseconds: now, isAfterGap: next != .audio)
    let byteCount = frames * format.frameBytes
    ring.write(
      PCMRing.Period(position: position, byteCount: byteCount, notice: next.word(error: 0)),
      UnsafeRawBufferPointer(rebasing: bytes[..<byteCount]))
    platform_signal_event(event)
    next = .audio
    lastAudioNanoseconds = now
    backOff = Capture.backOffMilliseconds.lowerBound
  }

  /// No samples although it was time: errors do not always end a wait.
  private func look(at device: ALSADevice) {
    switch device.state {
    case SND_PCM_STATE_XRUN: recover(device, from: -EPIPE)
    case SND_PCM_STATE_SUSPENDED: recover(device, from: -ESTRPIPE)
    case SND_PCM_STATE_DISCONNECTED: recover(device, from: -ENODEV)
    case SND_PCM_STATE_RUNNING: break
    default: restart(device)
    }
  }

  private func recover(_ device: ALSADevice, from code: Int32) {
    switch code {
    case -EINTR: break
    case -EPIPE:
      next = .overrun
      restart(device)
    case -ESTRPIPE:
      post(.suspended, error: 0)
      next = .resumed
      resume(device)
    default: lose(.lost, error: -code)
    }
  }

  private func resume(_ device: ALSADevice) {
    while !isStopping {
      let code = device.resume()
      if code == 0 { break }
      // Not every device can go on where it was.
      if code != -EAGAIN { return restart(device) }
      platform_sleep(Capture.waitMilliseconds)
    }
    lastAudioNanoseconds = platform_nanoseconds()
  }

  private func restart(_ device: ALSADevice) {
    let code = device.restart()
    if code < 0 { lose(.lost, error: -code) }
  }

  /// Closes the device; it is opened when it is there again.
  private func lose(_ notice: CaptureNotice, error: Int32) {
    post(notice, error: error)
    next = .resumed
    device = nil
  }

  private func reopen() {
    let end = platform_nanoseconds() &+ UInt64(backOff) * 1_000_000
    while !isStopping, platform_nanoseconds() < end {
      platform_sleep(min(backOff, Capture.waitMilliseconds))
    }
    if isStopping { return }
    backOff = min(2 * backOff, Capture.backOffMilliseconds.upperBound)
    do throws(CaptureError) {
      let opened = try ALSADevice(name: name, channel: channel, earlier: format)
      guard opened.restart() >= 0 else { return }
      device = opened
      lastAudioNanoseconds = platform_nanoseconds()
    } catch {
      // It is not there yet.
    }
  }

  private func post(_ notice: CaptureNotice, error: Int32) {
    ring.write(
      PCMRing.Period(position: clock.position, byteCount: 0, notice: notice.word(error: error)),
      UnsafeRawBufferPointer(start: nil, count: 0))
    platform_signal_event(event)
  }
}
