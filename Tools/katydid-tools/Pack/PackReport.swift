import Foundation

/// What packing made of a network, for people and as JSON.
struct PackReport: Codable {
  var source: String
  var output: String
  var bytes: Int
  var arenaBytes: Int
  var inputChannels: Int
  var inputMagnitude: Int
  var layers: [LayerReport]
  /// As stored, after rounding.
  var frontEnd: FrontEndSummary?
  var decision: DecisionSummary?
  /// What the readers assumed and what the quantiser gave up.
  var notes: [String]
  /// With `--calibrate`.
  var agreement: SpikeAgreement?

  var text: String {
    var table = TextTable(alignment: [
      .left, .left, .right, .left, .right, .right, .right, .right, .right, .right,
    ])
    table.append([
      "layer", "kind", "neurons", "grid", "bits", "SQNR", "clipped", "connected", "dense bytes",
      "sparse bytes",
    ])
    for layer in layers {
      let loss = layer.signalToNoiseDecibels.map { String(format: "%.1f dB", $0) } ?? "exact"
      table.append([
        Format.printable(layer.name), layer.kind, "\(layer.neurons)", layer.grid,
        "\(layer.fractionBits)", loss, Format.percent(layer.clippedShare),
        Format.percent(layer.connectivity), Format.bytes(layer.denseBytes),
        Format.bytes(layer.sparseBytes),
      ])
    }
    let size =
      "\(output): \(Format.bytes(bytes)) bytes, \(Format.bytes(arenaBytes)) bytes of working memory, "
      + "\(inputChannels) input channels of magnitude \(inputMagnitude) at most\n"
    var recognition = TextTable(alignment: [.left, .left, .left])
    for row in frontEnd?.rows ?? [] { recognition.append(["front end"] + row) }
    for row in decision?.rows ?? [] { recognition.append(["decision"] + row) }
    return table.text + recognition.text + (agreement.map { "\n" + $0.text } ?? "") + size
  }
}

extension SpikeAgreement {
  /// For people.
  var text: String {
    var table = TextTable(alignment: [.left, .right, .right, .right, .right])
    table.append(["layer", "equal", "float spikes", "packed spikes", "RMS difference of range"])
    for layer in layers {
      let hasSpikes = layer.equalShare != nil
      table.append([
        Format.printable(layer.name), layer.equalShare.map(Format.agreement) ?? "",
        hasSpikes ? "\(layer.floatSpikes)" : "", hasSpikes ? "\(layer.packedSpikes)" : "",
        layer.relativeDifference.map { Format.number(100 * $0) + " %" } ?? "",
      ])
    }
    var text = "against the float network over \(ticks) ticks:\n" + table.text
    if let equalOutputTicks {
      text += "all outputs equal in \(Format.agreement(equalOutputTicks)) of the ticks\n"
    }
    if let decisions {
      text +=
        "the same decision in \(Format.agreement(decisions.equalShare)) of \(decisions.examples) examples\n"
      if let float = decisions.floatAccuracy, let packed = decisions.packedAccuracy {
        text +=
          "right decisions: float \(Format.percent(float)), packed \(Format.percent(packed))\n"
      }
    }
    if saturations > 0 { text += "\(saturations) states hit the end of their range\n" }
    if clampedInputs > 0 { text += "\(clampedInputs) input values were limited to the magnitude\n" }
    return text + "\n"
  }
}
