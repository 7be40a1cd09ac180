import Foundation

extension ModelSummary {
  /// For people. Texts from the file were checked for control characters when it was validated.
  /// - Parameters:
  ///   - title: what stands above, a file.
  ///   - provenance: the object of the provenance section.
  ///   - isColoured: whether headings are bold.
  func text(title: String, provenance: [String: Any]?, isColoured: Bool) -> String {
    func heading(_ text: String) -> String {
      isColoured ? "\u{1B}[1m\(text)\u{1B}[0m\n" : text + "\n"
    }
    var text = heading(title)
    var table = TextTable(alignment: [.left, .left], indentation: 2)
    let parts = sections.map { "\($0.name) \(Format.bytes($0.bytes))" }.joined(separator: ", ")
    table.append(["size", "\(Format.bytes(bytes)) bytes (\(parts))"])
    table.append(["arena", "\(Format.bytes(arenaBytes)) bytes of working memory"])
    table.append(["checksum", checksum])
    table.append(["input", "\(inputChannels) channels, -\(inputMagnitude) to \(inputMagnitude)"])
    table.append(["output", "\(outputLayer), \(outputs) neurons"])
    if let tickSeconds { table.append(["tick", "\(Format.number(1000 * tickSeconds)) ms"]) }
    text += table.text

    if let frontEnd { text += "\n" + heading("front end") + section(frontEnd.rows) }
    for layer in layers {
      text += "\n" + heading("layer \(layer.name)") + layer.text(tickSeconds: tickSeconds)
    }
    text += "\n" + heading("projections") + projectionText
    if let labels {
      text += "\n" + heading("labels") + "  " + labels.joined(separator: ", ") + "\n"
    }
    if let decision { text += "\n" + heading("decision") + section(decision.rows) }
    if let provenance {
      text += "\n" + heading("provenance")
      var table = TextTable(alignment: [.left, .left], indentation: 2)
      for key in provenance.keys.sorted() {
        table.append([key, Format.printable("\(provenance[key] ?? "")")])
      }
      text += table.text
    }
    return text
  }

  private func section(_ rows: [[String]]) -> String {
    var table = TextTable(alignment: [.left, .left], indentation: 2)
    for row in rows { table.append(row) }
    return table.text
  }

  private var projectionText: String {
    var table = TextTable(
      alignment: [.left, .left, .right, .left, .right, .right, .right], indentation: 2)
    table.append(["from", "to", "shape", "layout", "synapses", "connectivity", "bytes"])
    for projection in projections {
      table.append([
        projection.source, projection.target + (projection.isRecurrent ? " (recurrent)" : ""),
        "\(projection.sources) x \(projection.targets)",
        (projection.stages + [projection.layout]).joined(separator: ", "),
        Format.bytes(projection.synapses), Format.percent(projection.connectivity),
        Format.bytes(projection.bytes),
      ])
    }
    return table.text
  }
}

extension ModelSummary.Layer {
  fileprivate func text(tickSeconds: Double?) -> String {
    var table = TextTable(alignment: [.left, .left], indentation: 2)
    table.append(["kind", "\(kind), \(neurons) neurons, \(Format.bytes(parameterBytes)) bytes"])
    if let reset, let comparison, let largestCount {
      let most = largestCount == 1 ? "one spike" : "up to \(largestCount) spikes"
      table.append(["fires", "at v \(comparison) threshold, \(most) a tick, reset \(reset)"])
    }
    if holdsInRefractory == true {
      table.append(["in refractory period", "keeps its potential"])
    }
    table.append(["fraction bits", "\(fractionBits)"])
    for range in parameters {
      var value = Format.range(range.lowest, range.highest)
      if range.quantity == .ticks {
        value += " ticks"
        if let tickSeconds {
          let milliseconds = 1000 * tickSeconds
          value +=
            " (\(Format.range(milliseconds * range.lowest, milliseconds * range.highest)) ms)"
        }
      }
      table.append([range.name, value])
    }
    return table.text
  }
}
