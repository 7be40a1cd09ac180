/// The whole path: samples in, events out.
///
/// A sample goes through the framer and the gate to spectra and their bands, mel or semitone (`FrontEnd`); where these change,
/// or stand out, there are events that excite the network (`Network`); the network's readout becomes a decision (`Decision`);
/// and that, now and then, an `Event`. All memory is the arena given at set-up. A push allocates nothing, takes no lock and cannot fail.
/// The blob and the arena must outlive the recogniser.
@safe public struct Recognizer: ~Copyable {
  private var frontEnd: FrontEnd
  /// For its spikes, states and counters.
  public private(set) var network: Network
  private var decision: Decision
  private let hopsPerTick: Int

  /// What a push came to.
  public struct Progress: Equatable, Sendable {
    /// From the first of those pushed on.
    public let samplesTaken: Int
    /// The samples taken end a tick: the network has stepped.
    public let completedTick: Bool
    /// What the decision made of the tick, if anything.
    public let event: Event?
  }

  /// Sets the path up in `arena`, which starts at a multiple of 16 and has at least `blob.arenaBytes`.
  /// - Throws: `.missingFrontEnd` or `.missingDecision` for a bare network, `.arenaTooSmall`, `.misaligned`.
  public init(_ blob: Blob, arena memory: UnsafeMutableRawBufferPointer) throws(ModelError) {
    guard let frontEnd = blob.frontEnd else { throw ModelError(.missingFrontEnd, at: 0) }
    guard let decision = blob.decision else { throw ModelError(.missingDecision, at: 0) }
    var arena = unsafe try Arena(memory, required: blob.arenaBytes)
    self.frontEnd = FrontEnd(frontEnd, in: &arena)
    network = Network(blob.network, in: &arena)
    self.decision = Decision(decision, hopsPerTick: frontEnd.hopsPerTick, in: &arena)
    hopsPerTick = frontEnd.hopsPerTick
  }

  /// Takes samples (16 kHz, mono) until a tick is complete or they end. The next push goes on where this one stopped.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func push(_ samples: UnsafeBufferPointer<Int16>) -> Progress {
    var taken = 0
    while taken < samples.count {
      let heard = unsafe frontEnd.push(UnsafeBufferPointer(rebasing: samples[taken...]))
      taken &+= heard.samplesTaken
      if heard.completedTick {
        return Progress(samplesTaken: taken, completedTick: true, event: step())
      }
    }
    return Progress(samplesTaken: taken, completedTick: false, event: nil)
  }

  /// One tick: the events of the front end excite the network, and its readout is judged.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  private mutating func step() -> Event? {
    network.excite(frontEnd.events)
    network.step()
    return unsafe decision.update(readout: network.readout, timeSamples: timeSamples)
  }

  /// Back to the state after set-up; settings stay.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func reset() {
    frontEnd.reset()
    network.reset()
    decision.clear()
  }
}

extension Recognizer {
  /// Smoothing, threshold, consecutive ticks and hold-off: the blob's, until set. A change takes effect with the next tick.
  public var settings: DecisionSettings {
    get { decision.settings }
    set { decision.settings = newValue }
  }

  /// Length of a tick in samples at 16 kHz.
  public var tickSamples: Int { hopsPerTick * FrontEnd.hopSamples }

  /// Audio time of the last complete tick, in samples at 16 kHz since the start.
  public var timeSamples: UInt64 {
    network.counters.ticks &* UInt64(truncatingIfNeeded: tickSamples)
  }

  /// Whether the front end hears anything above its background.
  public var isHearing: Bool { frontEnd.isOpen }

  /// Level of the last hop, see `FrontEnd.level`.
  public var level: Int32 { frontEnd.level }

  /// Calls `body` for every event with which the front end excited the network in the last tick, see `FrontEnd.forEachEvent`.
  @inline(__always)
  public func forEachInput(_ body: (_ channel: Int, _ value: Int) -> Void) {
    frontEnd.forEachEvent(body)
  }

  /// The class of the latest event, or `restClass` before the first; nil where the decision spots.
  public var currentClass: Int? { decision.currentClass }

  /// The class that stands for nothing to name (`N`); nil where the decision spots.
  public var restClass: Int? { decision.restClass }

  /// Softmax of the smoothed readout after the last tick, Q15.
  public func score(ofClass index: Int) -> Int32 { decision.score(ofClass: index) }

  /// Readout of the last tick before smoothing, on the scale common to all classes: Q10 in units of log 2.
  public func logit(ofClass index: Int) -> Int32 { decision.logit(ofClass: index) }
}
