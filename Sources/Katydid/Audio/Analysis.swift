/// What is behind the gate, by the kind of the front end.
///
/// The first thing that a new kind needs is a case here.
enum Analysis {
  case mel(MelAnalysis)
  case semitone(SemitoneAnalysis)

  init(_ section: FrontEndSection, in arena: inout Arena) {
    switch section.kind {
    case .mel(let settings): self = .mel(MelAnalysis(section, settings, in: &arena))
    case .semitone(let settings): self = .semitone(SemitoneAnalysis(section, settings, in: &arena))
    }
  }

  /// Takes the frame of an open hop; `opens`: the hop before was not.
  @inline(__always)
  mutating func takeHop(_ frame: UnsafePointer<Int16>, opens: Bool, _ logarithm: Logarithm) {
    switch self {
    case .mel(var mel):
      unsafe mel.takeHop(frame, logarithm)
      self = .mel(mel)
    case .semitone(let semitone):
      unsafe semitone.takeHop(frame, opens: opens)
    }
  }

  /// Ends a tick, after its last hop with that hop's frame.
  @inline(__always)
  mutating func finishTick(_ frame: UnsafePointer<Int16>, isOpen: Bool, _ logarithm: Logarithm) {
    switch self {
    case .mel(var mel):
      mel.finishTick()
      self = .mel(mel)
    case .semitone(var semitone):
      unsafe semitone.finishTick(frame, isOpen: isOpen, logarithm)
      self = .semitone(semitone)
    }
  }

  mutating func clear() {
    switch self {
    case .mel(var mel):
      mel.clear()
      self = .mel(mel)
    case .semitone(var semitone):
      semitone.clear()
      self = .semitone(semitone)
    }
  }

  var features: UnsafePointer<Int16> {
    switch self {
    case .mel(let mel): unsafe UnsafePointer(mel.filterbank.features)
    case .semitone(let semitone): unsafe UnsafePointer(semitone.filterbank.features)
    }
  }

  var events: SpikeList {
    switch self {
    case .mel(let mel): mel.events
    case .semitone(let semitone): semitone.events
    }
  }
}
