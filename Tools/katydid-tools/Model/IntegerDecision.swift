import Foundation
import Katydid

/// A decision in the integers of the blob (`ModelBlob.md`, "Decision section").
struct IntegerDecision: Equatable {
  struct Class: Equatable {
    /// Logit in Q10, units of log 2, of a potential in the neuron's unit: `mantissa * 2^-shift`.
    var mantissa: Int32
    var shift: UInt8
    var makesEvents: Bool
    /// Whether it is the one that a decision which tracks begins with.
    var isRest = false
  }

  var kind = DecisionSection.Kind.spotting
  var smoothingMilliseconds: UInt16
  var holdOffMilliseconds: UInt16
  /// Q15.
  var threshold: UInt16
  var consecutiveTicks: UInt16
  /// 0 if the decision spots.
  var restTicks: UInt16 = 0
  var classes: [Class]

  /// The section.
  var bytes: [UInt8] {
    var section = ByteBuilder()
    section.append(UInt16(classes.count))
    section.append(smoothingMilliseconds)
    section.append(holdOffMilliseconds)
    section.append(threshold)
    section.append(consecutiveTicks)
    section.append(kind.rawValue)
    section.appendZeros(1)
    section.append(restTicks)
    section.appendZeros(2)
    for each in classes {
      section.append(each.mantissa)
      section.append(each.shift)
      section.append(UInt8((each.makesEvents ? 0 : 1) | (each.isRest ? 2 : 0)))
      section.appendZeros(2)
    }
    return section.bytes
  }
}

extension IntegerDecision.Class {
  /// - Parameters:
  ///   - unit: real value of one unit of the readout neuron.
  ///   - logitScale: natural logit of one real unit of potential.
  ///   - makesEvents: whether events may name the class.
  ///   - isRest: whether a decision that tracks begins with it.
  /// - Returns: Nil if the scale is too small or too large to be stored.
  init?(unit: Double, logitScale: Double, makesEvents: Bool, isRest: Bool = false) {
    let factor = unit * logitScale * M_LOG2E * 1024
    guard let (mantissa, shift) = Rounding.coupling(factor), mantissa != 0 else { return nil }
    self.init(mantissa: mantissa, shift: UInt8(shift), makesEvents: makesEvents, isRest: isRest)
  }
}
