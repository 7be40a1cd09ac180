/// The path of kind mel behind the gate: a spectrum every hop, its mel bands, and events where they change.
struct MelAnalysis {
  static let arenaBytes =
    Spectrum.arenaBytes + MelFilterbank.arenaBytes + Normaliser.arenaBytes
    + DeltaEncoder.arenaBytes

  var spectrum: Spectrum
  let filterbank: MelFilterbank
  var normaliser: Normaliser
  private var encoder: DeltaEncoder

  init(_ section: FrontEndSection, _ settings: MelSettings, in arena: inout Arena) {
    spectrum = Spectrum(in: &arena) {
      // Periodic Hann, symmetric about the middle.
      Tables.hannQ14[min($0, Framer.frameSamples - $0)]
    }
    filterbank = MelFilterbank(floor: section.bandFloor, in: &arena)
    normaliser = Normaliser(settings, in: &arena)
    encoder = DeltaEncoder(section, settings, in: &arena)
  }

  /// The events of the last tick: channel `b` for rises of band `b`, `bandCount + b` for falls.
  var events: SpikeList { encoder.events }

  /// Takes the frame of an open hop.
  @inline(__always)
  mutating func takeHop(_ frame: UnsafePointer<Int16>, _ logarithm: Logarithm) {
    unsafe spectrum.update(frame)
    filterbank.update(spectrum, logarithm)
    unsafe normaliser.update(filterbank.features)
    unsafe encoder.add(normaliser.values)
  }

  @inline(__always)
  mutating func finishTick() { encoder.finishTick() }

  mutating func clear() {
    normaliser.clear()
    encoder.clear()
  }
}
