import Katydid

/// What a description says about when neurons fire, and what becomes of them then.
extension DescriptionReader {
  /// Forms of `reset` that are words. The others are `{"value": x}` and `{"subtract": x}`.
  private enum ResetName: String, CaseIterable {
    case zero, subtract
    case subtractAdaptive = "subtract-adaptive"
  }

  mutating func readSpiking(
    of layer: inout RealLayer, from object: ObjectReader
  ) throws(Failure) {
    var threshold = [Double](repeating: 1, count: layer.count)
    if let value = object["threshold"] {
      threshold = try parameters.values(
        value, count: layer.count, at: object.location(of: "threshold"))
    }
    layer.threshold = threshold
    if let compare = try object.choice("compare", CompareOption.self) {
      layer.comparison = compare == .gt ? .greater : .greaterOrEqual
    }
    layer.largestCount = try largestCount(in: object)
    if layer.largestCount > 1, let index = threshold.firstIndex(where: { $0 <= 0 }) {
      throw object.location(of: "threshold").error(
        "is \(threshold[index]) at neuron \(index); several spikes a tick need one above 0")
    }
    try readReset(of: &layer, threshold: threshold, from: object)
    try readRefractoryTicks(of: &layer, from: object)
  }

  private func largestCount(in object: ObjectReader) throws(Failure) -> Int {
    switch object["spikes_per_tick"] {
    case nil: return 1
    case .number: return try object.integer("spikes_per_tick", in: 1...255) ?? 1
    default:
      return try object.choice("spikes_per_tick", SpikesOption.self) == .multi ? 255 : 1
    }
  }

  private mutating func readReset(
    of layer: inout RealLayer, threshold: [Double], from object: ObjectReader
  ) throws(Failure) {
    layer.resetValue = [Double](repeating: 0, count: layer.count)
    if case .object = object["reset"] {
      let location = object.location(of: "reset")
      let reset = try ObjectReader(try object.required("reset"), at: location)
      try reset.requireKnown(["value", "subtract"])
      guard let key = reset.keys.first, reset.keys.count == 1, let value = reset[key] else {
        throw location.error("must have either value or subtract")
      }
      layer.reset = key == "value" ? .toValue : .subtract
      layer.resetValue = try parameters.values(
        value, count: layer.count, at: reset.location(of: key))
      return
    }
    switch try object.choice("reset", ResetName.self) {
    case nil, .zero: layer.reset = .toValue
    case .subtract:
      layer.reset = .subtract
      layer.resetValue = threshold
    case .subtractAdaptive:
      guard layer.kind == .alif else {
        throw object.location(of: "reset").error("subtract-adaptive is for layers of kind alif")
      }
      layer.reset = .subtractAdaptive
      layer.resetValue = threshold
    }
  }

  private mutating func readRefractoryTicks(
    of layer: inout RealLayer, from object: ObjectReader
  ) throws(Failure) {
    guard let value = object["refractory_ticks"] else { return }
    let location = object.location(of: "refractory_ticks")
    let ticks = try parameters.values(value, count: layer.count, at: location)
    var whole: [Int] = []
    for (index, number) in ticks.enumerated() {
      guard let count = Int(exactly: number), (0...65_535).contains(count) else {
        throw location.error("is \(number) at neuron \(index); it must be a whole number to 65535")
      }
      whole.append(count)
    }
    if whole.contains(where: { $0 > 0 }) { layer.refractoryTicks = whole }
  }
}
