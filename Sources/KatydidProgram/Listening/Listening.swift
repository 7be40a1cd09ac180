import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Listens to a microphone until a signal ends it.
///
///     microphone -> samples -> recording
///                           -> recognition -> event -> line or NDJSON, program (LiveListener)
///     microphone -> notice  -> status (ListenStatus)
///
/// What was lost is heard as silence, half a second of it at most; the rest of a gap only moves the time.
/// SIGINT and SIGTERM end it, SIGHUP reads configuration and model again. Nothing is allocated but at notices.
struct Listening: ~Copyable {
  private static let waitMilliseconds = 50
  /// Of a second: what is heard of a gap.
  private static let silenceParts = 2

  private let microphone: Microphone
  private var options: ListenOptions
  private let service = ServiceManager()
  private var status: ListenStatus
  private var recognition: Recognition
  private var listener: LiveListener
  private var recording: Recording?
  private var timeline: Timeline
  private let silence: UnsafeMutableBufferPointer<Int16>

  /// Opens the device, and makes everything that hears it.
  /// - Throws: status `deviceUnavailable`, `badData`, `noInput`, `usage`, `internalError`.
  init(_ options: ListenOptions) throws(Failure) {
    let (model, settings) = try options.model()
    let microphone = try options.microphone.open()
    let rateHz = microphone.format.rateHz
    let recording = try options.recording.map { (path) throws(Failure) in
      try Recording(path: path, rateHz: rateHz)
    }
    let listener = try LiveListener(model, options, microphone)
    recognition = try Recognition(model, settings: settings, rateHz: rateHz)
    self.options = options
    self.microphone = microphone
    self.recording = recording
    self.listener = listener
    status = ListenStatus(microphone, isJSON: options.isJSON, display: listener.display)
    timeline = Timeline(rateHz: rateHz)
    silence = .allocate(capacity: microphone.format.periodFrames)
    silence.initialize(repeating: 0)
    status.listening(model: model)
  }

  deinit { silence.deallocate() }

  /// Listens.
  /// - Returns: When a signal ended it.
  /// - Throws: status `deviceUnavailable` if the device cannot start, or is lost and that is to be the end.
  mutating func run() throws(Failure) {
    platform_catch_interrupts()
    platform_catch_hangups()
    defer { end() }
    do throws(CaptureError) { try microphone.start() } catch {
      throw Failure(error, device: microphone.name)
    }
    service.ready(status: "listening")
    while !isEnded {
      microphone.wait(milliseconds: Listening.waitMilliseconds)
      while !isEnded, let period = microphone.next() {
        try hear(period)
        look()
      }
      look()
    }
  }

  private var isEnded: Bool { platform_interrupt() != 0 }

  /// What is due besides the sound.
  private mutating func look() {
    listener.look(atMilliseconds: timeline.milliseconds)
    service.feed(nowNanoseconds: platform_nanoseconds())
    if platform_take_hangup() { reload() }
  }

  private mutating func hear(_ period: MicrophonePeriod) throws(Failure) {
    let gap = period.position - timeline.position
    status.tell(period, at: timeline, gapFrames: gap)
    if period.notice == .lost, options.exitsOnLoss {
      throw Failure(.deviceUnavailable, "\(printable(microphone.name)): \(period.errorText)")
    }
    if gap > 0 { passOver(gap) }
    guard period.frames > 0 else { return }
    recording?.write(microphone.samples, count: period.frames)
    recognition.hear(microphone.samples, count: period.frames, for: listener)
    timeline.hear(frames: period.frames)
  }

  /// Hears the beginning of a gap as silence and leaves the rest of it out.
  private mutating func passOver(_ frames: UInt64) {
    recording?.writeSilence(frames: frames)
    let heard = min(frames, UInt64(microphone.format.rateHz / Listening.silenceParts))
    var rest = Int(heard)
    while rest > 0 {
      let count = min(rest, silence.count)
      recognition.hear(silence, count: count, for: listener)
      timeline.hear(frames: count)
      rest -= count
    }
    timeline.skip(frames: frames - heard)
    listener.offsetSamples = timeline.offsetSamples
  }

  /// Takes configuration and model as they are now; the old ones stay if they cannot be had.
  private mutating func reload() {
    service.reloading()
    do throws(Failure) {
      let options = try options.readAgain()
      do throws(Failure) { try take(options) } catch { throw options.locating(error) }
    } catch {
      error.report()
    }
    service.ready(status: "listening")
  }

  private mutating func take(_ options: ListenOptions) throws(Failure) {
    let (model, settings) = try options.model()
    let recognition = try Recognition(
      model, settings: settings, rateHz: microphone.format.rateHz)
    listener = try LiveListener(model, options, after: listener)
    self.recognition = recognition
    self.options = options
    timeline.restart()
    listener.offsetSamples = timeline.offsetSamples
    status.model(model, at: timeline)
  }

  private mutating func end() {
    service.stopping()
    microphone.stop()
    listener.display?.end()
    recording?.finish()
    status.stopped(at: timeline, events: listener.eventCount)
  }
}
