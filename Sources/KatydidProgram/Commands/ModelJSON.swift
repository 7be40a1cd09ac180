#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// What a model is, as a JSON object on one line.
enum ModelJSON {
  static func write(_ model: Model, to stream: Stream) {
    let blob = model.blob
    stream.write("{\"model\": \(jsonString(model.name)), \"builtIn\": \(model.isBuiltIn)")
    stream.write(", \"bytes\": \(blob.bytes.count), \"arenaBytes\": \(blob.arenaBytes)")
    stream.write(
      ", \"events\": \(array(model.classes(makingEvents: true).map { model.labels[$0] }))")
    stream.write(
      ", \"otherClasses\": \(array(model.classes(makingEvents: false).map { model.labels[$0] }))")
    writeNetwork(blob.network, to: stream)
    if let frontEnd = blob.frontEnd {
      let kind = if case .mel = frontEnd.kind { "mel" } else { "semitone" }
      stream.write(", \"frontEnd\": {\"kind\": \"\(kind)\", \"sampleRateHz\": 16000")
      stream.write(", \"bands\": \(frontEnd.bandCount)")
      stream.write(", \"hopMilliseconds\": 10, \"tickMilliseconds\": \(10 * frontEnd.hopsPerTick)")
      stream.write(", \"hasGate\": \(frontEnd.gate != nil)}")
    }
    if let decision = blob.decision {
      let settings = decision.settings
      stream.write(", \"decision\": {\"kind\": \"\(model.tracks ? "tracking" : "spotting")\"")
      if let rest = decision.restClass {
        stream.write(", \"rest\": \(jsonString(model.labels[rest]))")
      }
      stream.write(", \"threshold\": ")
      stream.write(decimal: (Int(settings.threshold) * 10_000 + 1 << 14) >> 15, places: 4)
      stream.write(", \"smoothingMilliseconds\": \(settings.smoothingMilliseconds)")
      stream.write(", \"consecutiveTicks\": \(settings.consecutiveTicks)")
      if model.tracks { stream.write(", \"restTicks\": \(settings.restTicks)") }
      stream.write(", \"holdOffMilliseconds\": \(settings.holdOffMilliseconds)}")
    }
    if let provenance = model.provenance {
      stream.write(", \"provenance\": ")
      writeProvenance(provenance, to: stream)
    }
    stream.write("}\n")
  }

  private static func writeNetwork(_ network: NetworkSection, to stream: Stream) {
    stream.write(", \"inputChannels\": \(network.inputChannels), \"layers\": [")
    for index in 0..<network.layerCount {
      let layer = network.layer(index)
      if index > 0 { stream.write(", ") }
      stream.write("{\"kind\": \"\(layer.kind.title)\", \"neurons\": \(layer.count)}")
    }
    stream.write("], \"outputLayer\": \(network.outputLayer)")
  }

  /// As the object that it is, on one line; what is no object as a string.
  private static func writeProvenance(_ text: String, to stream: Stream) {
    guard let members = JSONScanner.members(of: text) else {
      return stream.write(jsonString(text))
    }
    stream.write("{")
    for (index, member) in members.enumerated() {
      if index > 0 { stream.write(", ") }
      // Line feeds stand only between the parts of JSON, never in its strings.
      stream.write("\(member.name): \(joined(member.value.lines, separator: " "))")
    }
    stream.write("}")
  }

  private static func array(_ texts: [String]) -> String {
    "[\(joined(texts.map(jsonString)))]"
  }
}
