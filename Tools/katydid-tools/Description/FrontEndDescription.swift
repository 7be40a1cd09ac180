/// Reads the front end of `pack --front-end`; its schema is `front-end.schema.json`.
enum FrontEndDescription {
  /// What `kind` may be.
  enum Kind: String, CaseIterable {
    case mel, semitone

    /// The keys of a front end of this kind, all of them required.
    var keys: [String] {
      let own =
        switch self {
        case .mel: ["rise_shift", "fall_shift", "clamp_at_zero"]
        case .semitone: ["range_log2"]
        }
      return ["kind", "hops_per_tick", "floor_log2"] + own + ["step_log2", "limit", "gate"]
    }
  }

  static let gateKeys = [
    "floor_log2", "open_margin_log2", "close_margin_log2", "hang_hops",
    "background_rise_log2_per_second",
  ]
  /// A level in Q10, from 2^-64 to 2^64 times the power of one LSB.
  private static let levels = -65_536...65_536
  /// What a UInt16 in Q10 holds.
  private static let distances = 0...65_535

  /// - Throws: `Failure` naming the key, and the range where it has one.
  static func read(_ root: ObjectReader) throws(Failure) -> IntegerFrontEnd {
    guard let kind = try root.choice("kind", Kind.self) else {
      throw root.location(of: "kind").error("is missing")
    }
    try root.requireKnown(kind.keys)
    return IntegerFrontEnd(
      kind: try own(kind, root),
      hopsPerTick: UInt8(try root.requiredInteger("hops_per_tick", in: 1...16)),
      bandFloor: Int32(try root.fixedPoint("floor_log2", steps: 1024, in: levels)),
      step: UInt16(try root.fixedPoint("step_log2", steps: 1024, in: 1...65_535)),
      limit: UInt16(try root.requiredInteger("limit", in: 1...32_767)),
      gate: try gate(root))
  }

  private static func own(
    _ kind: Kind, _ root: ObjectReader
  ) throws(Failure) -> IntegerFrontEnd.Kind {
    switch kind {
    case .mel:
      .mel(
        riseShift: UInt8(try root.requiredInteger("rise_shift", in: 0...15)),
        fallShift: UInt8(try root.requiredInteger("fall_shift", in: 0...15)),
        clampsAtZero: try root.truth("clamp_at_zero"))
    case .semitone:
      .semitone(range: UInt16(try root.fixedPoint("range_log2", steps: 1024, in: distances)))
    }
  }

  private static func gate(_ root: ObjectReader) throws(Failure) -> IntegerFrontEnd.Gate? {
    let value = try root.required("gate")
    if value == .null { return nil }
    let object = try ObjectReader(value, at: root.location(of: "gate"))
    try object.requireKnown(gateKeys)
    let gate = IntegerFrontEnd.Gate(
      floor: Int32(try object.fixedPoint("floor_log2", steps: 1024, in: levels)),
      openMargin: UInt16(try object.fixedPoint("open_margin_log2", steps: 1024, in: distances)),
      closeMargin: UInt16(try object.fixedPoint("close_margin_log2", steps: 1024, in: distances)),
      hangHops: UInt16(try object.requiredInteger("hang_hops", in: 1...65_535)),
      backgroundRise: UInt16(
        try object.fixedPoint(
          "background_rise_log2_per_second", steps: 1024, of: IntegerFrontEnd.hopsPerSecond,
          in: distances)))
    guard gate.closeMargin <= gate.openMargin else {
      throw object.location(of: "close_margin_log2").error(
        "is above open_margin_log2; it must be at most that")
    }
    return gate
  }
}
