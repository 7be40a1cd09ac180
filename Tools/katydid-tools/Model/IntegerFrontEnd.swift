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

  /// Of the network's input: each band rises on one and falls on another.
  static let channels = 2 * FrontEnd.bandCount
  static let hopsPerSecond = Double(FrontEnd.sampleRateHz) / Double(FrontEnd.hopSamples)
  private static let mel: UInt8 = 1
  private static let frameSamples: UInt16 = 512

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
    section.append(UInt8(FrontEnd.bandCount))
    section.append(hopsPerTick)
    section.append(UInt8((gate == nil ? 0 : 1) | (clampsAtZero ? 2 : 0)))
    section.append(UInt32(FrontEnd.sampleRateHz))
    section.append(UInt16(FrontEnd.hopSamples))
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
