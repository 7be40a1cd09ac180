#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// What a model is, for people.
enum ModelText {
  private static let column = 16

  static func write(_ model: Model, to stream: Stream) {
    let blob = model.blob
    stream.write("\(Style.bold)\(printable(model.name))\(Style.plain)")
    stream.write(model.isBuiltIn ? ", built in\n" : "\n")
    row("size", "\(grouped(blob.bytes.count)) bytes", to: stream)
    row("arena", "\(grouped(blob.arenaBytes)) bytes of working memory", to: stream)
    let names = LabelNames(model).shown
    row("events", list(model.classes(makingEvents: true).map { names[$0] }), to: stream)
    row("other classes", list(model.classes(makingEvents: false).map { names[$0] }), to: stream)
    writeNetwork(blob.network, to: stream)
    if let frontEnd = blob.frontEnd {
      writeFrontEnd(frontEnd, to: stream)
    } else {
      row("front end", "none: the model can be simulated, not recognise", to: stream)
    }
    if let decision = blob.decision {
      row("decision", kind(decision, names), to: stream)
      writeSettings(decision.settings, ofRest: decision.restClass.map { names[$0] }, to: stream)
    } else {
      row("decision", "none: the model can be simulated, not recognise", to: stream)
    }
    if let provenance = model.provenance {
      guard let members = JSONScanner.members(of: provenance) else {
        return row("provenance", provenance, to: stream)
      }
      for member in members {
        row(JSONScanner.shown(member.name), JSONScanner.shown(member.value), to: stream)
      }
    }
  }

  private static func writeNetwork(_ network: NetworkSection, to stream: Stream) {
    row("input", "\(network.inputChannels) channels", to: stream)
    for index in 0..<network.layerCount {
      let layer = network.layer(index)
      let output = index == network.outputLayer ? ", the output" : ""
      row("layer \(index)", "\(layer.count) \(layer.kind.title) neurons\(output)", to: stream)
    }
    for index in 0..<network.projectionCount {
      let projection = network.projection(index)
      let source = projection.source.map { "layer \($0)" } ?? "input"
      let layout: StaticString =
        switch projection.layout {
        case .dense: "dense"
        case .sparse: "sparse"
        case .convolution: "convolution"
        }
      var before = projection.isRecurrent ? "recurrent, " : ""
      if projection.hasDelays { before += "delayed, " }
      if projection.pooling != nil { before += "pooled, " }
      row(
        "connection",
        "\(source) to layer \(projection.target): \(before)\(layout), \(grouped(projection.data.count)) bytes",
        to: stream)
    }
  }

  private static func writeFrontEnd(_ frontEnd: FrontEndSection, to stream: Stream) {
    let tick = "a tick every \(10 * frontEnd.hopsPerTick) ms"
    switch frontEnd.kind {
    case .mel:
      row(
        "front end", "16000 Hz, \(frontEnd.bandCount) mel bands every 10 ms, \(tick)", to: stream)
    case .semitone:
      row("front end", "16000 Hz, \(frontEnd.bandCount) semitone bands, \(tick)", to: stream)
    }
    guard let gate = frontEnd.gate else { return row("gate", "none", to: stream) }
    row(
      "gate",
      "opens \(decibels(gate.openMargin)) dB above the background, which is never below \(decibels(gate.floor - 29 << 10)) dBFS",
      to: stream)
  }

  private static func kind(_ decision: DecisionSection, _ names: [String]) -> String {
    guard let rest = decision.restClass else { return "spots: an event each time" }
    return "tracks: an event at each change, \(names[rest]) at the start"
  }

  private static func writeSettings(
    _ settings: DecisionSettings, ofRest rest: String?, to stream: Stream
  ) {
    row("threshold", fixed((Int(settings.threshold) * 100 + 1 << 14) >> 15, places: 2), to: stream)
    row("smoothing", "\(settings.smoothingMilliseconds) ms", to: stream)
    let ofRest = rest.map { ", \(settings.restTicks) for \($0)" } ?? ""
    row("consecutive", "\(settings.consecutiveTicks) ticks\(ofRest)", to: stream)
    row("hold-off", "\(fixed(settings.holdOffMilliseconds, places: 3)) s", to: stream)
  }

  private static func row(_ term: String, _ text: String, to stream: Stream) {
    stream.write("  \(term)")
    stream.write(" ", times: max(column - term.columns, 2))
    stream.write(text)
    stream.write("\n")
  }

  private static func list(_ labels: [String]) -> String {
    labels.isEmpty ? "none" : joined(labels, separator: " ")
  }

  /// Powers of two in Q10 as decibels with one digit.
  private static func decibels(_ level: Int32) -> String {
    fixed((Int(level) * 30_103 / 1024 + (level < 0 ? -500 : 500)) / 1000, places: 1)
  }

  /// `value / 10^places`.
  private static func fixed(_ value: Int, places: Int) -> String {
    var unit = 1
    for _ in 0..<places { unit *= 10 }
    var fraction = String(value.magnitude % UInt(unit))
    while fraction.utf8.count < places { fraction = "0" + fraction }
    return "\(value < 0 ? "-" : "")\(value.magnitude / UInt(unit)).\(fraction)"
  }

  /// With commas between thousands.
  private static func grouped(_ value: Int) -> String {
    value < 1000 ? "\(value)" : "\(grouped(value / 1000)),\(padded(value % 1000))"
  }

  private static func padded(_ value: Int) -> String {
    value < 10 ? "00\(value)" : value < 100 ? "0\(value)" : "\(value)"
  }
}
