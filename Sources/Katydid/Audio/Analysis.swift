/// What is behind the gate: that of one kind of front end, changed in place (a case of an enumeration would be copied out and in).
struct Analysis {
  private(set) var mel: MelAnalysis?
  private(set) var semitone: SemitoneAnalysis?

  init(_ section: FrontEndSection, in arena: inout Arena) {
    switch section.kind {
    case .mel(let settings): mel = MelAnalysis(section, settings, in: &arena)
    case .semitone(let settings): semitone = SemitoneAnalysis(section, settings, in: &arena)
    }
  }

  /// Takes the frame of an open hop; `opens`: the hop before was not.
  @inline(__always)
  mutating func takeHop(_ frame: UnsafePointer<Int16>, opens: Bool, _ logarithm: Logarithm) {
    unsafe mel?.takeHop(frame, logarithm)
    unsafe semitone?.takeHop(frame, opens: opens)
  }

  /// Ends a tick, after its last hop with that hop's frame.
  @inline(__always)
  mutating func finishTick(_ frame: UnsafePointer<Int16>, isOpen: Bool, _ logarithm: Logarithm) {
    mel?.finishTick()
    unsafe semitone?.finishTick(frame, isOpen: isOpen, logarithm)
  }

  mutating func clear() {
    mel?.clear()
    semitone?.clear()
  }

  var features: UnsafePointer<Int16> {
    let features = unsafe mel?.filterbank.features ?? semitone?.filterbank.features
    return unsafe UnsafePointer(features.unsafelyUnwrapped)
  }

  var events: SpikeList {
    unsafe (mel?.events ?? semitone?.events).unsafelyUnwrapped
  }
}
