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
///     microphone -> samples -> recognition -> event -> line or NDJSON
///     microphone -> notice  -> status
///
/// What was lost is heard as silence, half a second of it at most; the rest of a gap only moves the time.
/// SIGINT and SIGTERM end it, SIGHUP reads the model again. Nothing is allocated but at notices.
struct Listening: ~Copyable {
  private static let waitMilliseconds = 50
  private static let largestSilenceParts = 2

  private let microphone: Microphone
  private let options: ListenOptions
  private let status: StatusPrinter
  private var recognition: Recognition
  private var listener: LiveListener
  private var timeline: Timeline
  private var gaps = Gaps()
  private let silence: UnsafeMutableBufferPointer<Int16>
  private let start = platform_nanoseconds()

  /// What is missing so far.
  private struct Gaps {
    var overruns = 0
    var droppedPeriods = 0
    var lostFrames: UInt64 = 0
  }

  /// Opens the device, then makes everything that hears it.
  /// - Throws: status `deviceUnavailable`, `badData`, `noInput`, `internalError`.
  init(_ options: ListenOptions) throws(Failure) {
    let device = try options.deviceName()
    let (model, settings) = try options.model()
    let microphone = try openMicrophone(device, channel: options.channel)
    let format = microphone.format
    let listener = try LiveListener(model, options, format)
    recognition = try Recognition(model, settings: settings, rateHz: format.rateHz)
    self.options = options
    self.microphone = microphone
    self.listener = listener
    status = StatusPrinter(device: device, isJSON: options.isJSON)
    timeline = Timeline(rateHz: format.rateHz)
    silence = .allocate(capacity: format.periodFrames)
    silence.initialize(repeating: 0)
    status.listening(
      rateHz: format.rateHz, channels: format.channels, format: format.samples.name,
      model: model.name)
  }

  deinit { silence.deallocate() }

  /// Listens.
  /// - Returns: When a signal ended it.
  /// - Throws: status `deviceUnavailable` if the device cannot start, or is lost and that is to be the end.
  mutating func run() throws(Failure) {
    platform_catch_interrupts()
    platform_catch_hangups()
    do throws(CaptureError) { try microphone.start() } catch {
      throw Failure(error, device: microphone.name)
    }
    defer { end() }
    while !isEnded {
      microphone.wait(milliseconds: Listening.waitMilliseconds)
      while !isEnded, let period = microphone.next() { try hear(period) }
      listener.look(atMilliseconds: timeline.milliseconds)
      if platform_take_hangup() { reload() }
    }
  }

  private var isEnded: Bool { platform_interrupt() != 0 }

  private mutating func hear(_ period: MicrophonePeriod) throws(Failure) {
    let gap = period.position - timeline.position
    try tell(period, gapFrames: gap)
    if gap > 0 { passOver(gap) }
    guard period.frames > 0 else { return }
    recognition.hear(microphone.samples, count: period.frames, for: &listener)
    timeline.hear(frames: period.frames)
  }

  /// Hears the beginning of a gap as silence and leaves the rest of it out.
  private mutating func passOver(_ frames: UInt64) {
    gaps.lostFrames += frames
    let heard = min(frames, UInt64(microphone.format.rateHz / Listening.largestSilenceParts))
    var rest = Int(heard)
    while rest > 0 {
      let count = min(rest, silence.count)
      recognition.hear(silence, count: count, for: &listener)
      timeline.hear(frames: count)
      rest -= count
    }
    timeline.skip(frames: frames - heard)
    listener.offsetSamples = timeline.offsetSamples
  }

  private mutating func tell(_ period: MicrophonePeriod, gapFrames: UInt64) throws(Failure) {
    let now = timeline.milliseconds
    let gap = timeline.milliseconds(frames: gapFrames)
    let dropped = microphone.droppedPeriods - gaps.droppedPeriods
    if dropped > 0 || period.notice != .audio { listener.makeRoom() }
    if dropped > 0 {
      gaps.droppedPeriods += dropped
      status.dropped(atMilliseconds: now, lostMilliseconds: gap)
    }
    switch period.notice {
    case .audio: break
    case .overrun:
      gaps.overruns += 1
      status.overrun(atMilliseconds: now, lostMilliseconds: gap, count: gaps.overruns)
    case .suspended: status.suspended(atMilliseconds: now)
    case .stalled: status.stalled(atMilliseconds: now)
    case .lost:
      status.lost(atMilliseconds: now)
      if options.exitsOnLoss {
        throw Failure(
          .deviceUnavailable, "\(printable(microphone.name)): lost: \(period.errorText)")
      }
    case .resumed: status.resumed(atMilliseconds: now + gap, gapMilliseconds: gap)
    case .notRealTime: status.notRealTime(period.errorText)
    }
  }

  /// Takes the model as it is now; the old one stays if it cannot be had.
  private mutating func reload() {
    listener.makeRoom()
    do throws(Failure) {
      let (model, settings) = try options.model()
      let next = try Recognition(model, settings: settings, rateHz: microphone.format.rateHz)
      listener = try LiveListener(model, options, microphone.format, after: listener)
      recognition = next
      timeline.restart()
      listener.offsetSamples = timeline.offsetSamples
      status.model(model.name, atMilliseconds: timeline.milliseconds)
    } catch {
      error.report()
    }
  }

  private mutating func end() {
    microphone.stop()
    listener.end()
    let elapsed = max(platform_nanoseconds() - start, 1)
    status.stopped(
      atMilliseconds: timeline.milliseconds, events: listener.eventCount,
      overruns: gaps.overruns, lostMilliseconds: timeline.milliseconds(frames: gaps.lostFrames),
      cpuPermille: Int(platform_processor_nanoseconds() * 1_000 / elapsed))
  }
}

private func openMicrophone(_ device: String, channel: Int?) throws(Failure) -> Microphone {
  do throws(CaptureError) { return try Microphone(device: device, channel: channel) } catch {
    throw Failure(error, device: device)
  }
}
