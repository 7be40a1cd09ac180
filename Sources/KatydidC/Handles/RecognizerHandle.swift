import CKatydid

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// The path from samples of any supported rate to events that wait.
@safe struct RecognizerHandle: ~Copyable, BlockHandle {
  let ownsBlock: Bool
  let model: UnsafePointer<ModelHandle>
  private(set) var recognizer: Recognizer
  private var resampler: Resampler
  /// Samples of one hop at 16 kHz: they end one tick at most, which makes one event at most.
  private let resampled: UnsafeMutableBufferPointer<Int16>
  private var events: EventQueue
  private let rateHz: Int

  /// - Throws: `unsupportedRate`, `noFrontEnd` or `noDecision`.
  static func byteCount(_ model: borrowing ModelHandle, rateHz: Int) throws(Refusal) -> Int {
    guard model.blob.frontEnd != nil else { throw Refusal(Status.noFrontEnd) }
    guard model.blob.decision != nil else { throw Refusal(Status.noDecision) }
    guard let resamplerBytes = Resampler.memoryBytes(rateHz: rateHz) else {
      throw Refusal(Status.unsupportedRate)
    }
    return align16(MemoryLayout<RecognizerHandle>.size) + align16(hopBytes)
      + align16(EventQueue.byteCount) + align16(resamplerBytes) + align16(model.blob.arenaBytes)
  }

  private static let hopBytes = 2 * FrontEnd.hopSamples

  /// - Parameter block: Has `byteCount` bytes.
  init(
    _ model: UnsafePointer<ModelHandle>, rateHz: Int, in block: inout HandleBlock
  ) throws(Refusal) {
    let blob = unsafe model.pointee.blob
    let hop = unsafe block.take(RecognizerHandle.hopBytes)
    let queue = unsafe block.take(EventQueue.byteCount)
    let filter = unsafe block.take(Resampler.memoryBytes(rateHz: rateHz) ?? 0)
    let arena = unsafe block.take(blob.arenaBytes)
    let recognizer = try refusing { () throws(ModelError) in
      unsafe try Recognizer(blob, arena: arena)
    }
    let resampler = try refusing { () throws(ModelError) in
      unsafe try Resampler(rateHz: rateHz, memory: filter)
    }
    self.recognizer = recognizer
    self.resampler = resampler
    unsafe resampled = unsafe hop.bindMemory(to: Int16.self)
    events = unsafe EventQueue(queue)
    ownsBlock = block.isOwn
    unsafe self.model = unsafe model
    self.rateHz = rateHz
  }

  /// Hears samples until they end or there is no room for another event; returns how many.
  mutating func push(_ samples: UnsafeBufferPointer<Int16>) -> Int {
    var taken = 0
    while taken < samples.count, !events.isFull {
      let rest = unsafe UnsafeBufferPointer(rebasing: samples[taken...])
      let progress = unsafe resampler.push(rest, into: resampled)
      unsafe recognize(
        UnsafeBufferPointer(rebasing: resampled[..<progress.samplesWritten]))
      taken += progress.samplesTaken
    }
    return taken
  }

  private mutating func recognize(_ samples: UnsafeBufferPointer<Int16>) {
    var taken = 0
    while taken < samples.count {
      let progress = unsafe recognizer.push(UnsafeBufferPointer(rebasing: samples[taken...]))
      taken += progress.samplesTaken
      if let event = progress.event { append(event) }
    }
  }

  private mutating func append(_ event: Event) {
    let label = unsafe model.pointee.labels[event.classIndex]
    unsafe events.append(
      katydid_event(
        time_samples: event.timeSamples,
        time_milliseconds: UInt64(truncatingIfNeeded: event.timeMilliseconds()),
        label: label, class_index: Int32(event.classIndex), score: event.score))
  }

  mutating func poll() -> katydid_event? { unsafe events.removeFirst() }

  /// Half a second of zeros. Events of it have room if none wait.
  mutating func finish() throws(Refusal) {
    guard events.count == 0 else { throw Refusal(Status.eventsWaiting) }
    let silence = InlineArray<128, Int16>(repeating: 0)
    var rest = rateHz / 2
    while rest > 0 {
      let count = min(rest, silence.count)
      rest -= unsafe silence.span.withUnsafeBufferPointer {
        unsafe push(UnsafeBufferPointer(rebasing: $0[..<count]))
      }
    }
  }

  mutating func reset() {
    recognizer.reset()
    resampler.reset()
    events.removeAll()
  }

  /// - Throws: `outOfRange`, as the reader of a blob would find it.
  mutating func set(_ settings: katydid_settings) throws(Refusal) {
    let restTicks: ClosedRange<Int32> = recognizer.restClass == nil ? 0...0 : 1...1_000
    guard (1...32_768).contains(settings.threshold),
      (1...1_000).contains(settings.consecutive_ticks), restTicks.contains(settings.rest_ticks),
      (0...10_000).contains(settings.smoothing_milliseconds),
      (0...60_000).contains(settings.hold_off_milliseconds)
    else { throw Refusal(Status.outOfRange) }
    recognizer.settings = DecisionSettings(
      smoothingMilliseconds: Int(settings.smoothing_milliseconds), threshold: settings.threshold,
      consecutiveTicks: Int(settings.consecutive_ticks), restTicks: Int(settings.rest_ticks),
      holdOffMilliseconds: Int(settings.hold_off_milliseconds))
  }
}
