/// From the readout to events: smoothing, softmax, threshold, hold-off; what then makes an event is an `EventRule` (`Decision.md`).
///
/// Part of a `Recognizer`. On its own it judges a readout that was kept, again and again with other settings.
@safe public struct Decision {
  static func arenaBytes(classCount: Int) -> Int {
    Exponential.arenaBytes + 2 * align16(4 * classCount)
  }

  private let section: DecisionSection
  private let exponential: Exponential
  private let tickMicroseconds: Int64
  /// Q10.
  private let logits: UnsafeMutablePointer<Int32>
  /// Q25.
  let smoothed: UnsafeMutablePointer<Int32>
  /// Share of a new logit in the smoothed one, Q16.
  private var smoothingShare: Int64 = 0
  private var holdOffTicks = 0
  private var rule: EventRule
  private var ticksToWait = 0

  /// The section's, until set. A change takes effect with the next tick.
  public var settings: DecisionSettings {
    didSet { apply() }
  }

  /// Sets a decision up in `arena`, which starts at a multiple of 16 and has at least `section.arenaBytes`.
  /// The section's bytes and the arena must outlive it.
  /// - Throws: `.arenaTooSmall` or `.misaligned`.
  public init(
    _ section: DecisionSection, hopsPerTick: Int, arena memory: UnsafeMutableRawBufferPointer
  ) throws(ModelError) {
    var arena = unsafe try Arena(memory, required: section.arenaBytes)
    self.init(section, hopsPerTick: hopsPerTick, in: &arena)
  }

  init(_ section: DecisionSection, hopsPerTick: Int, in arena: inout Arena) {
    self.section = section
    settings = section.settings
    rule = EventRule(restClass: section.restClass)
    tickMicroseconds =
      Int64(hopsPerTick * Framer.hopSamples) * 1_000_000 / Int64(FrontEnd.sampleRateHz)
    exponential = Exponential(in: &arena)
    unsafe logits = unsafe arena.take(Int32.self, count: section.classCount)
    unsafe smoothed = unsafe arena.take(Int32.self, count: section.classCount)
    apply()
  }

  private mutating func apply() {
    let smoothing = 1_000 * Int64(settings.smoothingMilliseconds)
    smoothingShare = (tickMicroseconds << 16) / (smoothing + tickMicroseconds)
    holdOffTicks = Int(1_000 * Int64(settings.holdOffMilliseconds) / tickMicroseconds)
  }

  /// Takes the readout of a tick.
  /// - Parameters:
  ///   - readout: For each class the potential of its neuron, in the neuron's own unit.
  ///   - timeSamples: End of the tick, in samples at 16 kHz since the start.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func update(
    readout: UnsafeBufferPointer<Int32>, timeSamples: UInt64
  ) -> Event? {
    precondition(readout.count == section.classCount, "a readout has a value for each class")
    guard let first = readout.baseAddress else { return nil }
    return unsafe update(readout: first, timeSamples: timeSamples)
  }

  @inline(__always)
  mutating func update(readout: UnsafePointer<Int32>, timeSamples: UInt64) -> Event? {
    unsafe smooth(readout)
    let best = bestClass()
    let isHolding = ticksToWait > 0
    if isHolding { ticksToWait &-= 1 }

    let score = section[best].makesEvents && rule.admits(best) ? score(ofClass: best) : 0
    guard score >= settings.threshold else {
      rule.endRun()
      return nil
    }
    let ticks = best == section.restClass ? settings.restTicks : settings.consecutiveTicks
    guard rule.takes(best, consecutiveTicks: ticks, isHolding: isHolding) else { return nil }
    ticksToWait = holdOffTicks
    return Event(classIndex: best, score: score, timeSamples: timeSamples)
  }

  /// The class that is current before the first event; nil in a decision that spots.
  public var restClass: Int? { section.restClass }

  /// The class of the latest event, or the rest class before the first; nil in a decision that spots.
  public var currentClass: Int? { rule.currentClass }

  /// The readout of the last tick on the common scale, Q10 in units of log 2.
  func logit(ofClass index: Int) -> Int32 { unsafe logits[index] }

  /// Softmax of the smoothed logits, Q15.
  func score(ofClass index: Int) -> Int32 {
    let largest = unsafe smoothed[bestClass()] &>> 15
    var sum: UInt32 = 0
    for other in 0..<section.classCount {
      unsafe sum &+= exponential.q15(smoothed[other] &>> 15 &- largest)
    }
    let own = unsafe exponential.q15(smoothed[index] &>> 15 &- largest)
    return Int32(truncatingIfNeeded: own &<< 15 / sum)
  }

  /// Back to the state after set-up; settings stay.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func clear() {
    for index in 0..<section.classCount { unsafe (logits[index], smoothed[index]) = (0, 0) }
    rule.clear()
    ticksToWait = 0
  }

  @inline(__always)
  private func smooth(_ readout: UnsafePointer<Int32>) {
    for index in 0..<section.classCount {
      let scale = section[index]
      let exact = unsafe Int64(scale.mantissa) &* Int64(readout[index])
      let rounded = (exact &+ 1 &<< Int64(scale.shift &- 1)) &>> Int64(scale.shift)
      let logit = Int32(truncatingIfNeeded: min(max(rounded, -32_768), 32_767))
      unsafe logits[index] = logit
      let distance = unsafe Int64(logit &<< 15) &- Int64(smoothed[index])
      unsafe smoothed[index] &+= Int32(truncatingIfNeeded: (distance &* smoothingShare) &>> 16)
    }
  }

  @inline(__always)
  private func bestClass() -> Int {
    var best = 0
    for index in 1..<max(section.classCount, 1)
    where unsafe smoothed[index] > smoothed[best] {
      best = index
    }
    return best
  }
}
