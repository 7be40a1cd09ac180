import Katydid

/// A front end in the integers of the blob (`ModelBlob.md`, "Front end section"). Levels in Q10.
struct IntegerFrontEnd: Equatable {
  struct Gate: Equatable {
    var floor: Int32
    var openMargin: UInt16
    var closeMargin: UInt16
    var hangHops: UInt16
    /// Q10 a hop.
    var backgroundRise: UInt16
  }

  static let mel: UInt8 = 1
  static let bands: UInt8 = 40
  static let channels = 80
  static let sampleRateHz: UInt32 = 16_000
  static let hopSamples: UInt16 = 160
  static let frameSamples: UInt16 = 512

  var hopsPerTick: UInt8
  var bandFloor: Int32
  var riseShift: UInt8
  var fallShift: UInt8
  var clampsAtZero: Bool
  var step: UInt16
  var limit: UInt16
  var gate: Gate?

  /// The section.
  var bytes: [UInt8] {
    var section = ByteBuilder()
    section.append(IntegerFrontEnd.mel)
    section.append(IntegerFrontEnd.bands)
    section.append(hopsPerTick)
    section.append(UInt8((gate == nil ? 0 : 1) | (clampsAtZero ? 2 : 0)))
    section.append(IntegerFrontEnd.sampleRateHz)
    section.append(IntegerFrontEnd.hopSamples)
    section.append(IntegerFrontEnd.frameSamples)
    section.append(bandFloor)
    section.append(riseShift)
    section.append(fallShift)
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
}
