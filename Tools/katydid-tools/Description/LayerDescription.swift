import Katydid

/// The kinds of layers, as a description names them.
enum DescribedKind: String, CaseIterable {
  case lif, cubalif, alif, adlif
  case integrateAndFire = "if"
  case leakyIntegrator = "li"

  var neuronKind: NeuronKind {
    switch self {
    case .lif: .lif
    case .cubalif: .cubaLIF
    case .alif: .alif
    case .adlif: .adLIF
    case .integrateAndFire: .integrateAndFire
    case .leakyIntegrator: .leakyIntegrator
    }
  }

  /// Keys that a layer of this kind may have.
  var keys: [String] {
    var keys = ["name", "kind", "neurons", "gain", "bias"]
    if self != .integrateAndFire { keys += ["tau", "leak", "discretization", "constant"] }
    if neuronKind.spikes {
      keys += ["threshold", "reset", "compare", "spikes_per_tick", "refractory_ticks"]
    }
    switch self {
    case .cubalif: keys += ["current_tau", "current_leak", "current_gain"]
    case .alif: keys += ["adaptation_tau", "adaptation_leak", "adaptation_strength"]
    case .adlif: keys += ["adaptation_tau", "adaptation_leak", "p", "q"]
    default: break
    }
    return keys
  }

  /// Keys that a layer of some kind may have.
  static var allKeys: [String] { Array(Set(allCases.flatMap(\.keys))).sorted() }
}

extension DescriptionReader {
  /// One element of `layers`. The equations of the kinds are those of `Numbers.md`.
  mutating func layer(_ unnamed: ObjectReader) throws(Failure) -> RealLayer {
    try unnamed.requireKnown(DescribedKind.allKeys)
    let name = try unnamed.string("name")
    try unnamed.location(of: "name").requireStorable(name)
    let object = unnamed.naming(node: name)
    guard let kind = try object.choice("kind", DescribedKind.self) else {
      throw object.location(of: "kind").error("is missing")
    }
    try object.requireKnown(
      kind.keys, elsewhere: DescribedKind.allKeys,
      because: "is not a parameter of a layer of kind \(kind.rawValue)")
    guard let count = try object.integer("neurons", in: 1...65_535) else {
      throw object.location(of: "neurons").error("is missing")
    }

    let decay = try object.choice("discretization", DecayOption.self) ?? .exponential
    let zeros = [Double](repeating: 0, count: count)
    var layer = RealLayer(
      name: name, kind: kind.neuronKind, count: count, largestCount: 0,
      gain: [Double](repeating: 1, count: count), bias: zeros, constant: zeros)
    if kind != .integrateAndFire {
      let leak = try leak(
        "leak", orTimeConstant: "tau", in: object, count: count, decay)
      layer.leak = leak
      layer.gain = leak.map { 1 - $0 }
    }
    try read("gain", into: &layer.gain, from: object)
    try read("bias", into: &layer.bias, from: object)
    try read("constant", into: &layer.constant, from: object)
    if kind.neuronKind.spikes { try readSpiking(of: &layer, from: object) }
    switch kind {
    case .cubalif:
      layer.currentLeak = try leak(
        "current_leak", orTimeConstant: "current_tau", in: object, count: count, decay)
      var gain = [Double](repeating: 1, count: count)
      try read("current_gain", into: &gain, from: object)
      layer.currentGain = gain
    case .alif, .adlif:
      layer.adaptationLeak = try leak(
        "adaptation_leak", orTimeConstant: "adaptation_tau", in: object, count: count, decay)
      if kind == .alif {
        layer.adaptationStrength = try required("adaptation_strength", in: object, count: count)
      } else {
        layer.couplingPotential = try required("p", in: object, count: count)
        layer.couplingSpike = try required("q", in: object, count: count)
      }
    default: break
    }
    return layer
  }

  /// Replaces the standard values of a parameter, if it is there.
  private mutating func read(
    _ key: String, into values: inout [Double], from object: ObjectReader
  ) throws(Failure) {
    guard let value = object[key] else { return }
    values = try parameters.values(value, count: values.count, at: object.location(of: key))
  }

  private mutating func required(
    _ key: String, in object: ObjectReader, count: Int
  ) throws(Failure) -> [Double] {
    try parameters.values(try object.required(key), count: count, at: object.location(of: key))
  }

  /// A factor per tick, given as such or as a time constant.
  private mutating func leak(
    _ leakKey: String, orTimeConstant tauKey: String, in object: ObjectReader, count: Int,
    _ decay: DecayOption
  ) throws(Failure) -> [Double] {
    let location = object.location(of: tauKey)
    guard (object[leakKey] == nil) != (object[tauKey] == nil) else {
      throw location.error("give either \(tauKey) (seconds) or \(leakKey) (per tick)")
    }
    guard object[tauKey] != nil else {
      let leaks = try required(leakKey, in: object, count: count)
      if let index = leaks.firstIndex(where: { !(0...1).contains($0) }) {
        throw object.location(of: leakKey).error(
          "is \(leaks[index]) at neuron \(index); a leak is 0 to 1")
      }
      return leaks
    }
    guard let tickSeconds else {
      throw location.error("needs the duration of a tick; state it as dt at the top level")
    }
    return try decay.factors(
      timeConstants: try required(tauKey, in: object, count: count), tickSeconds: tickSeconds,
      at: location, advice: "use the discretization \"exponential\", or a shorter dt"
    ).leak
  }
}
