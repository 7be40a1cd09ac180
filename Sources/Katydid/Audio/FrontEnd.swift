/// From samples to input events: framer, gate, spectrum, mel bands, normaliser, encoder, one hop at a time.
///
/// Integers only; the same samples give the same events however they are cut. `FrontEnd.md` is the exact description.
@safe public struct FrontEnd: ~Copyable {
  /// Working memory in bytes; the same for every setting.
  public static let arenaBytes =
    Logarithm.arenaBytes + Framer.arenaBytes + Spectrum.arenaBytes + MelFilterbank.arenaBytes
    + Normaliser.arenaBytes + DeltaEncoder.arenaBytes
  public static let sampleRateHz = 16_000
  public static let hopSamples = Framer.hopSamples
  public static let bandCount = MelFilterbank.bandCount

  private let section: FrontEndSection
  private let logarithm: Logarithm
  var framer: Framer
  var gate: Gate
  var spectrum: Spectrum
  let filterbank: MelFilterbank
  var normaliser: Normaliser
  private var encoder: DeltaEncoder
  private var hopsOfTick = 0

  /// What a push came to.
  public struct Progress: Equatable, Sendable {
    public let samplesTaken: Int
    /// The samples taken end a hop.
    public let completedHop: Bool
    /// They end a tick, too: its events are ready.
    public let completedTick: Bool
  }

  /// Sets a front end up in `arena`, which starts at a multiple of 16 and has at least `arenaBytes`.
  /// - Throws: `.arenaTooSmall` or `.misaligned`.
  public init(
    _ section: FrontEndSection, arena memory: UnsafeMutableRawBufferPointer
  ) throws(ModelError) {
    var arena = unsafe try Arena(memory, required: FrontEnd.arenaBytes)
    self.init(section, in: &arena)
  }

  init(_ section: FrontEndSection, in arena: inout Arena) {
    self.section = section
    logarithm = Logarithm(in: &arena)
    framer = Framer(in: &arena)
    gate = Gate(section.gate)
    spectrum = Spectrum(in: &arena)
    filterbank = MelFilterbank(floor: section.bandFloor, in: &arena)
    normaliser = Normaliser(section, in: &arena)
    encoder = DeltaEncoder(section, in: &arena)
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
    unsafe gate.update(framer.hop, logarithm)
    if gate.isOpen {
      unsafe spectrum.update(framer.frame)
      filterbank.update(spectrum, logarithm)
      unsafe normaliser.update(filterbank.features)
      unsafe encoder.add(normaliser.values)
    }
    hopsOfTick &+= 1
    let completedTick = hopsOfTick == section.hopsPerTick
    if completedTick {
      encoder.finishTick()
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
    normaliser.clear()
    encoder.clear()
    hopsOfTick = 0
  }
}

extension FrontEnd {
  /// Whether the gate was open in the last hop.
  public var isOpen: Bool { gate.isOpen }

  /// Level of the last hop: log2 of the variance of its samples in LSB², Q10. A full-scale sine has 29,696 (29.0).
  public var level: Int32 { gate.level }

  /// The bands of the last open hop: log2 of their energy above the floor, Q10; `bandCount` of them.
  public func feature(_ band: Int) -> Int16 {
    precondition(band >= 0 && band < FrontEnd.bandCount, "no such band")
    return unsafe filterbank.features[band]
  }

  /// The events of the last tick.
  var events: SpikeList { encoder.events }

  /// Calls `body` for every event of the last tick: channel `b` for rises of band `b`, `bandCount + b` for falls.
  @inline(__always)
  public func forEachEvent(_ body: (_ channel: Int, _ value: Int) -> Void) {
    encoder.events.forEach(body)
  }
}
