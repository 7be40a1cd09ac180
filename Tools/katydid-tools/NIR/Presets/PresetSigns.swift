import Foundation
import Katydid

/// What presets ask of a graph.
extension NIRGraph {
  /// All but Threshold, which has nothing that frameworks write differently.
  var allNeurons: [NIRNeurons] { nodes.compactMap(\.neurons).filter { $0.model != .threshold } }

  /// Whether the shape of the Input begins with a batch axis of one: two axes, or four.
  var hasBatchAxis: Bool {
    guard case .input(let shape) = nodes[ports.input].content else { return false }
    return (shape.count == 2 || shape.count == 4) && shape[0] == 1
  }
}

extension NIRNeurons {
  /// Whether a parameter is the same number for all neurons.
  func isAll(_ value: Double, _ parameter: String) -> Bool {
    parameters[parameter]?.allSatisfy { $0 == value } ?? false
  }

  /// Whether it has one set of parameters for all neurons.
  var isScalar: Bool { count == nil }

  /// Time constants of the membrane; none for IF.
  var membraneTimeConstants: [Double] {
    parameters[kind == .cubaLIF ? "tau_mem" : "tau"] ?? []
  }

  /// The tick in which r makes the gain of the input exactly 1, `tau / r` or for IF `1 / r`, if it
  /// is the same for all neurons.
  ///
  var unitGainTick: Double? {
    let count = count ?? 1
    let r = values("r", count: count)
    let ticks =
      !isLeaky
      ? r.map { 1 / $0 }
      : zip(values(kind == .cubaLIF ? "tau_mem" : "tau", count: count), r).map { $0 / $1 }
    return NIRNeurons.common(ticks)
  }

  /// The one value, above 0, that all are within a part in 10,000 of, to six digits: files hold
  /// float32, so more digits mean nothing.
  static func common(_ values: [Double]) -> Double? {
    guard let first = values.first, first.isFinite,
      values.allSatisfy({ $0 > 0 && abs($0 / first - 1) < 1e-4 })
    else { return nil }
    return Double(String(format: "%.6g", first))
  }
}
