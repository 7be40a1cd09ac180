/// The decision of `pack --decision` as its file states it; its schema is `decision.schema.json`.
struct DecisionDescription {
  static let requiredKeys = [
    "smoothing_ms", "hold_off_ms", "threshold", "consecutive_ticks", "logit_scale", "never_events",
  ]
  static let keys = requiredKeys + ["kind", "rest", "rest_ticks"]

  /// What `kind` may be.
  enum Kind: String, CaseIterable {
    case spotting, tracking
  }

  private typealias PlacedLabel = (label: String, location: InputLocation)

  /// Where it stands, for errors about what it means for a network.
  let location: InputLocation
  private let kind: Kind
  private let smoothingMilliseconds: UInt16
  private let holdOffMilliseconds: UInt16
  private let threshold: UInt16
  private let consecutiveTicks: UInt16
  private let logitScale: Double
  private let neverEvents: [PlacedLabel]
  /// Nil if the decision spots.
  private let rest: (label: PlacedLabel, ticks: UInt16)?

  /// - Throws: `Failure` naming the key, and the range where it has one.
  init(_ root: ObjectReader) throws(Failure) {
    try root.requireKnown(DecisionDescription.keys)
    location = root.location
    smoothingMilliseconds = UInt16(try root.requiredInteger("smoothing_ms", in: 0...10_000))
    holdOffMilliseconds = UInt16(try root.requiredInteger("hold_off_ms", in: 0...60_000))
    threshold = UInt16(try root.fixedPoint("threshold", steps: 32_768, in: 1...32_768))
    consecutiveTicks = UInt16(try root.requiredInteger("consecutive_ticks", in: 1...1_000))
    guard let scale = try root.number("logit_scale") else {
      throw root.location(of: "logit_scale").error("is missing")
    }
    guard scale > 0 else {
      throw root.location(of: "logit_scale").error("is \(scale); it must be above 0")
    }
    logitScale = scale
    kind = try root.choice("kind", Kind.self) ?? .spotting
    neverEvents = try DecisionDescription.labels("never_events", in: root)
    rest = try DecisionDescription.rest(of: kind, in: root, neverEvents.map(\.label))
  }

  private static func rest(
    of kind: Kind, in root: ObjectReader, _ neverEvents: [String]
  ) throws(Failure) -> (label: PlacedLabel, ticks: UInt16)? {
    guard kind == .tracking else {
      for key in ["rest", "rest_ticks"] where root[key] != nil {
        throw root.location(of: key).error(
          "is for a decision of kind tracking; leave it out, or state the kind")
      }
      return nil
    }
    let location = root.location(of: "rest")
    let label = try root.string("rest")
    guard !neverEvents.contains(label) else {
      throw location.error(
        "is '\(label)', one of never_events; a decision that tracks makes events of its rest class")
    }
    return ((label, location), UInt16(try root.requiredInteger("rest_ticks", in: 1...1_000)))
  }

  private static func labels(
    _ key: String, in root: ObjectReader
  ) throws(Failure) -> [PlacedLabel] {
    var labels: [PlacedLabel] = []
    for (value, location) in try root.list(key) {
      guard case .string(let label) = value else {
        throw location.error("is \(value.kindName); it must be a string")
      }
      labels.append((label, location))
    }
    return labels
  }

  /// The decision over the readout of a network.
  /// - Throws: `Failure` if the network has no labels, if its output is no readout, or for a label that it does not have.
  func decision(over network: IntegerNetwork) throws(Failure) -> IntegerDecision {
    let output = network.layers[network.outputLayer]
    guard output.kind == .leakyIntegrator else {
      throw location.error(
        "is for a readout, and the output layer '\(output.name)' spikes (\(output.kind.title)); "
          + "end the network with a layer of kind LI")
    }
    guard let labels = network.labels else {
      throw location.error(
        "takes labels, and the network has none; name the outputs with --classes", status: .usage)
    }
    for (label, place) in neverEvents + (rest.map { [$0.label] } ?? [])
    where !labels.contains(label) {
      throw place.error("there is no label '\(label)'; " + suggestion(for: label, among: labels))
    }
    let silent = Set(neverEvents.map(\.label))
    var classes: [IntegerDecision.Class] = []
    for (label, unit) in zip(labels, output.parameters[.unit, default: []]) {
      guard
        let each = IntegerDecision.Class(
          unit: Double(Float(bitPattern: UInt32(bitPattern: unit))), logitScale: logitScale,
          makesEvents: !silent.contains(label), isRest: label == rest?.label.label)
      else {
        throw location.at(parameter: "logit_scale").error(
          "\(logitScale) is out of range for the readout of '\(label)'; scale the weights of "
            + "'\(output.name)' instead")
      }
      classes.append(each)
    }
    return IntegerDecision(
      kind: kind == .tracking ? .tracking : .spotting, smoothingMilliseconds: smoothingMilliseconds,
      holdOffMilliseconds: holdOffMilliseconds,
      threshold: threshold, consecutiveTicks: consecutiveTicks, restTicks: rest?.ticks ?? 0,
      classes: classes)
  }
}
