/// The path of kind semitone behind the gate: the sound at several rates, at the end of a tick a spectrum of each, and
/// events where a semitone band stands out from those around it.
struct SemitoneAnalysis {
  static let arenaBytes =
    Spectrum.arenaBytes + RateStreams.arenaBytes + SemitoneFilterbank.arenaBytes
    + ContrastEncoder.arenaBytes

  /// Of the stream with the highest rate after a tick.
  var spectrum: Spectrum
  let streams: RateStreams
  let filterbank: SemitoneFilterbank
  private(set) var encoder: ContrastEncoder

  init(_ section: FrontEndSection, _ settings: SemitoneSettings, in arena: inout Arena) {
    spectrum = Spectrum(in: &arena) { Tables.semitoneWindowQ14[$0] }
    streams = RateStreams(in: &arena)
    filterbank = SemitoneFilterbank(floor: section.bandFloor, in: &arena)
    encoder = ContrastEncoder(section, settings, in: &arena)
  }

  /// The events of the last tick, as `ContrastEncoder` numbers the channels.
  var events: SpikeList { encoder.events }

  /// Takes the frame of an open hop; `opens`: the hop before was not.
  @inline(__always)
  func takeHop(_ frame: UnsafePointer<Int16>, opens: Bool) {
    if opens { streams.clear() }
    unsafe streams.update(frame)
  }

  /// Ends a tick, after its last hop with that hop's frame.
  @inline(__always)
  mutating func finishTick(_ frame: UnsafePointer<Int16>, isOpen: Bool, _ logarithm: Logarithm) {
    guard isOpen else {
      filterbank.clear()
      encoder.clear()
      return
    }
    for distance in 1...RateStreams.count {
      let stream = RateStreams.count &- distance
      unsafe spectrum.update(stream == 0 ? frame : streams.frame(stream))
      filterbank.update(spectrum, stream: stream, logarithm)
    }
    unsafe encoder.update(filterbank.features)
  }

  mutating func clear() {
    streams.clear()
    filterbank.clear()
    encoder.clear()
  }
}
