import Foundation
import Katydid

/// A front end in the units of `pack --front-end`, as it is stored.
struct FrontEndSummary: Codable, Equatable {
  struct Gate: Codable, Equatable {
    var floorLog2: Double
    var openMarginLog2: Double
    var closeMarginLog2: Double
    var hangHops: Int
    var backgroundRiseLog2PerSecond: Double
  }

  var kind: String
  var bands: Int
  var sampleRateHz: Int
  var hopsPerTick: Int
  var tickMilliseconds: Double
  var floorLog2: Double
  /// Of kind mel.
  var riseShift: Int?
  var fallShift: Int?
  var clampAtZero: Bool?
  /// Of kind semitone.
  var rangeLog2: Double?
  var stepLog2: Double
  var limit: Int
  /// Nil for a front end that is always open.
  var gate: Gate?

  init(_ section: FrontEndSection) {
    bands = section.bandCount
    sampleRateHz = FrontEnd.sampleRateHz
    hopsPerTick = section.hopsPerTick
    tickMilliseconds = 1000 * Double(hopsPerTick) / IntegerFrontEnd.hopsPerSecond
    floorLog2 = Double(section.bandFloor) / 1024
    switch section.kind {
    case .mel(let settings):
      kind = FrontEndDescription.Kind.mel.rawValue
      riseShift = Int(settings.riseShift)
      fallShift = Int(settings.fallShift)
      clampAtZero = settings.clampsAtZero
    case .semitone(let settings):
      kind = FrontEndDescription.Kind.semitone.rawValue
      rangeLog2 = Double(settings.range) / 1024
    }
    stepLog2 = Double(section.step) / 1024
    limit = section.limit
    gate = section.gate.map { gate in
      Gate(
        floorLog2: Double(gate.floor) / 1024, openMarginLog2: Double(gate.openMargin) / 1024,
        closeMarginLog2: Double(gate.closeMargin) / 1024, hangHops: gate.hangHops,
        backgroundRiseLog2PerSecond: Double(gate.backgroundRise) / 1024
          * IntegerFrontEnd.hopsPerSecond)
    }
  }
}

extension FrontEndSummary {
  private static let decibels = 10 * log10(2.0)

  /// Names and values for a table.
  var rows: [[String]] {
    var rows = [
      [
        "kind",
        "\(kind), \(bands) bands at \(sampleRateHz) Hz, a tick of \(Format.number(tickMilliseconds)) ms",
      ],
      ["floor", level(floorLog2)],
    ]
    if let riseShift, let fallShift, let clampAtZero {
      rows.append([
        "normaliser",
        "mean over \(hops(riseShift)) rising, \(hops(fallShift)) falling"
          + (clampAtZero ? ", negative values become 0" : ""),
      ])
    }
    if let rangeLog2 {
      rows.append([
        "contrast",
        "above the mean of an octave to each side, \(level(rangeLog2)) down from the highest band",
      ])
    }
    rows.append(["encoder", "an event every \(level(stepLog2)), up to \(limit) a tick"])
    guard let gate else { return rows + [["gate", "none: every hop is looked at"]] }
    let hang = 1000 * Double(gate.hangHops) / IntegerFrontEnd.hopsPerSecond
    rows += [
      [
        "gate",
        "opens \(level(gate.openMarginLog2)) above the background, closes after "
          + "\(Format.number(hang)) ms below \(level(gate.closeMarginLog2))",
      ],
      [
        "background",
        "at least \(level(gate.floorLog2)), rises "
          + "\(level(gate.backgroundRiseLog2PerSecond)) a second at most",
      ],
    ]
    return rows
  }

  private func level(_ log2: Double) -> String {
    "\(Format.fraction(log2)) log2 units (\(Format.number(log2 * FrontEndSummary.decibels)) dB)"
  }

  private func hops(_ shift: Int) -> String {
    let hops = 1 << shift
    return "\(Format.number(Double(hops) / IntegerFrontEnd.hopsPerSecond)) s"
  }
}
