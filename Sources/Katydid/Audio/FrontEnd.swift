/// From samples to input events: framer, gate, and behind the gate what the kind of front end makes of the sound.
///
/// Integers only; the same samples give the same events however they are cut. `FrontEnd.md` is the exact description.
@safe public struct FrontEnd: ~Copyable {
  /// Of the samples that it takes, mono.
  public static let sampleRateHz = 16_000
  /// Samples after which it hears anew: 10 ms.
  public static let hopSamples = Framer.hopSamples

  private let section: FrontEndSection
  private let logarithm: Logarithm
  var framer: Framer
  var gate: Gate
  private(set) var analysis: Analysis
  private var hopsOfTick = 0

  /// What a push came to.
  public struct Progress: Equatable, Sendable {
    /// From the first of those pushed on.
    public let samplesTaken: Int
    /// The samples taken end a hop.
    public let completedHop: Bool
    /// They end a tick, too: its events are ready.
    public let completedTick: Bool
  }

  /// Sets a front end up in `arena`, which starts at a multiple of 16 and has at least `section.arenaBytes`.
  /// - Throws: `.arenaTooSmall` or `.misaligned`.
  public init(
    _ section: FrontEndSection, arena memory: UnsafeMutableRawBufferPointer
  ) throws(ModelError) {
    var arena = unsafe try Arena(memory, required: section.arenaBytes)
    self.init(section, in: &arena)
  }

  init(_ section: FrontEndSection, in arena: inout Arena) {
    self.section = section
    logarithm = Logarithm(in: &arena)
    framer = Framer(in: &arena)
    gate = Gate(section.gate)
    analysis = Analysis(section, in: &arena)
  }

  /// Takes samples (16 kHz, mono) until a hop is complete or they end.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func push(_ samples: UnsafeBufferPointer<Int16>) -> Progress {
    let taken = unsafe framer.push(samples)
    guard taken > 0, framer.isComplete else {
      return Progress(samplesTaken: taken, completedHop: false, completedTick: false)
    }
    let wasOpen = gate.isOpen
    unsafe gate.update(framer.hop, logarithm)
    if gate.isOpen { unsafe analysis.takeHop(framer.frame, opens: !wasOpen, logarithm) }
    hopsOfTick &+= 1
    let completedTick = hopsOfTick == section.hopsPerTick
    if completedTick {
      unsafe analysis.finishTick(framer.frame, isOpen: gate.isOpen, logarithm)
      hopsOfTick = 0
    }
    return Progress(samplesTaken: taken, completedHop: true, completedTick: completedTick)
  }

  /// Back to the state after set-up.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func reset() {
    framer.clear()
    gate = Gate(section.gate)
    analysis.clear()
    hopsOfTick = 0
  }
}

extension FrontEnd {
  /// Whether the gate was open in the last hop.
  public var isOpen: Bool { gate.isOpen }

  /// Level of the last hop: log2 of the variance of its samples in LSB², Q10. A full-scale sine has 29,696 (29.0).
  public var level: Int32 { gate.level }

  public var kind: FrontEndSection.Kind { section.kind }

  /// 40 mel bands or 84 semitone bands.
  public var bandCount: Int { section.bandCount }

  /// log2 of the energy of a band above the floor, Q10, 0...32,767.
  ///
  /// Mel: in the last open hop. Semitone: in the last tick, by the long frames of the fine view, 0 if the gate was closed at its end; band 0 is 55 Hz (A1, MIDI note 33).
  public func feature(_ band: Int) -> Int16 {
    precondition(band >= 0 && band < bandCount, "no such band")
    return unsafe analysis.features[band]
  }

  /// The events of the last tick.
  var events: SpikeList { analysis.events }

  /// Calls `body` for every event of the last tick. Mel: channel `b` for rises of band `b`, `bandCount + b` for falls.
  /// Semitone: channel `b` for band `b` as long frames have it, `bandCount + b` as short ones do.
  @inline(__always)
  public func forEachEvent(_ body: (_ channel: Int, _ value: Int) -> Void) {
    events.forEachEvent(body)
  }
}
