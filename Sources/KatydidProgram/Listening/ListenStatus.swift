import CPlatform

#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

/// How it goes while it listens: counts what is lost, and says what happens, in lines, objects and the display.
final class ListenStatus {
  private let microphone: Microphone
  private let printer: StatusPrinter
  private let display: LiveDisplay?
  private var overruns = 0
  private var droppedPeriods = 0
  private var lostFrames: UInt64 = 0
  private let startNanoseconds = platform_nanoseconds()

  init(_ microphone: Microphone, isJSON: Bool, display: LiveDisplay?) {
    self.microphone = microphone
    self.display = display
    printer = StatusPrinter(device: microphone.name, isJSON: isJSON)
  }

  func listening(model: Model) {
    let format = microphone.format
    printer.listening(
      rateHz: format.rateHz, channels: format.channels, format: format.samples.name,
      model: model.name)
  }

  func model(_ model: Model, at timeline: Timeline) {
    printer.model(model.name, atMilliseconds: timeline.milliseconds)
  }

  /// What a period says besides its samples.
  /// - Parameter gapFrames: What is missing before it.
  func tell(_ period: MicrophonePeriod, at timeline: Timeline, gapFrames: UInt64) {
    let now = timeline.milliseconds
    let gap = timeline.milliseconds(frames: gapFrames)
    lostFrames += gapFrames
    if microphone.droppedPeriods > droppedPeriods {
      droppedPeriods = microphone.droppedPeriods
      printer.dropped(atMilliseconds: now, lostMilliseconds: gap)
    }
    switch period.notice {
    case .audio: break
    case .overrun:
      overruns += 1
      printer.overrun(atMilliseconds: now, lostMilliseconds: gap, count: overruns)
    case .suspended: printer.suspended(atMilliseconds: now)
    case .stalled: printer.stalled(atMilliseconds: now)
    case .lost: printer.lost(atMilliseconds: now)
    case .resumed: printer.resumed(atMilliseconds: now + gap, gapMilliseconds: gap)
    case .notRealTime: printer.notRealTime(period.errorText)
    }
    show(period.notice, timeline)
  }

  func stopped(at timeline: Timeline, events: Int) {
    let elapsed = max(platform_nanoseconds() - startNanoseconds, 1)
    printer.stopped(
      atMilliseconds: timeline.milliseconds, events: events, overruns: overruns,
      lostMilliseconds: timeline.milliseconds(frames: lostFrames),
      cpuPermille: Int(platform_processor_nanoseconds() * 1_000 / elapsed))
  }

  private func show(_ notice: CaptureNotice, _ timeline: Timeline) {
    guard let display else { return }
    display.status?.overruns = overruns
    display.status?.lostMilliseconds = timeline.milliseconds(frames: lostFrames)
    switch notice {
    case .audio, .overrun, .resumed: display.status?.state = .listening
    case .suspended: display.status?.state = .suspended
    case .stalled, .lost:
      display.status?.state = .waiting(sinceMilliseconds: timeline.milliseconds)
    case .notRealTime: break
    }
  }
}
