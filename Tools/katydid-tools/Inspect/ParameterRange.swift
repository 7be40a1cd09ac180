import Foundation
import Katydid

/// The range of a parameter over the neurons of a layer, in the network's own terms.
struct ParameterRange: Codable, Equatable {
  enum Quantity: String, Codable {
    /// Until a state falls to 1/e, from its leak: `-1 / ln(leak)`.
    case ticks
    /// In the network's own unit.
    case potential
    case factor
  }

  var name: String
  var quantity: Quantity
  var lowest: Double
  var highest: Double

  /// The parameters of a layer, the time constants first.
  static func all(of record: LayerRecord) -> [ParameterRange] {
    let potentials: [(String, Parameter)] = [
      ("threshold", .threshold), ("reset", .reset), ("bias", .bias),
      ("membrane bias", .membraneBias), ("adaptation jump", .adaptationJump),
      ("lower bound", .lowerBound),
    ]
    let leaks: [(String, Parameter)] = [
      ("time constant", .leak), ("current time constant", .currentLeak),
      ("adaptation time constant", .adaptationLeak),
    ]
    var ranges = leaks.compactMap { name, parameter in
      range(name, .ticks, parameter, record) { value, _ in timeConstant(leak: value) }
    }
    ranges += [
      range("refractory period", .ticks, .refractoryPeriod, record) { value, _ in Double(value) },
      range("weight step", .potential, .unit, record) { _, neuron in
        record.unit(ofNeuron: neuron) * Double(1 << record.fractionBits)
      },
    ].compactMap { $0 }
    ranges += potentials.compactMap { name, parameter in
      range(name, .potential, parameter, record) { value, neuron in
        Double(value) * record.unit(ofNeuron: neuron)
      }
    }
    if let shifts = record[.couplingShift],
      let coupling = range(
        "coupling", .factor, .couplingMantissa, record,
        { scalbn(Double($0), -Int(shifts[$1])) })
    {
      ranges.append(coupling)
    }
    return ranges
  }

  private static func range(
    _ name: String, _ quantity: Quantity, _ parameter: Parameter, _ record: LayerRecord,
    _ real: (Int32, Int) -> Double
  ) -> ParameterRange? {
    guard let array = record[parameter] else { return nil }
    let values = (0..<record.count).map { real(array[$0], $0) }
    guard let lowest = values.min(), let highest = values.max() else { return nil }
    return ParameterRange(name: name, quantity: quantity, lowest: lowest, highest: highest)
  }

  private static func timeConstant(leak: Int32) -> Double {
    leak == 0 ? 0 : -1 / log(Double(leak) * 0x1p-31)
  }
}
