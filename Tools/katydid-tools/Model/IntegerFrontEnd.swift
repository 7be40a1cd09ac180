import Katydid

/// A front end in the integers of the blob (`ModelBlob.md`, "Front end section"). Levels in Q10.
struct IntegerFrontEnd: Equatable {
  /// What is made of the sound behind the gate.
  enum Kind: Equatable {
    case mel(riseShift: UInt8, fallShift: UInt8, clampsAtZero: Bool)
    case semitone(range: UInt16)
  }

  struct Gate: Equatable {
    var floor: Int32
    var openMargin: UInt16
    var closeMargin: UInt16
    var hangHops: UInt16
    /// Q10 a hop.
    var backgroundRise: UInt16
  }

  static let hopsPerSecond = Double(FrontEnd.sampleRateHz) / Double(FrontEnd.hopSamples)
  private static let frameSamples: UInt16 = 512

  var kind: Kind
  var hopsPerTick: UInt8
  var bandFloor: Int32
  var step: UInt16
  var limit: UInt16
  var gate: Gate?

  /// Of the network's input.
  var channelCount: Int {
    switch kind {
    case .mel: MelSettings.channelCount
    case .semitone: SemitoneSettings.channelCount
    }
  }

  /// The section.
  var bytes: [UInt8] {
    var section = ByteBuilder()
    section.append(code)
    section.append(UInt8(bandCount))
    section.append(hopsPerTick)
    section.append((gate == nil ? 0 : 1) | ownFlags)
    section.append(UInt32(FrontEnd.sampleRateHz))
    section.append(UInt16(FrontEnd.hopSamples))
    section.append(IntegerFrontEnd.frameSamples)
    section.append(bandFloor)
    switch kind {
    case .mel(let riseShift, let fallShift, _):
      section.append(riseShift)
      section.append(fallShift)
    case .semitone(let range): section.append(range)
    }
    section.append(step)
    section.append(limit)
    // Without a gate its fields have to be valid all the same.
    section.append(gate?.hangHops ?? 1)
    section.append(gate?.floor ?? 0)
    section.append(gate?.openMargin ?? 0)
    section.append(gate?.closeMargin ?? 0)
    section.append(gate?.backgroundRise ?? 0)
    section.appendZeros(14)
    return section.bytes
  }

  private var code: UInt8 {
    switch kind {
    case .mel: 1
    case .semitone: 2
    }
  }

  private var bandCount: Int {
    switch kind {
    case .mel: MelSettings.bandCount
    case .semitone: SemitoneSettings.bandCount
    }
  }

  private var ownFlags: UInt8 {
    switch kind {
    case .mel(_, _, let clampsAtZero): clampsAtZero ? 2 : 0
    case .semitone: 0
    }
  }
}
