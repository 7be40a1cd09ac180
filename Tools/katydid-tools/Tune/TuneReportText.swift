import Foundation

extension TuneReport {
  /// For people.
  var text: String {
    let recorded = words.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    var text = "words: " + recorded.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    text += "\nwithout them: \(negatives.files) files, "
    text += String(format: "%.1f minutes\n\n", negatives.minutes)
    text += table([("before", before), ("after", after)])
    text += "\nwith a hold-off of \(after.holdOffMilliseconds) ms\n"
    text += table(curve.map { ($0 == after ? "chosen" : "", $0) })
    return text + "\n\(output) written\n"
  }

  private func table(_ rows: [(title: String, counts: TuneCounts)]) -> String {
    var table = TextTable(
      alignment: [.left, .right, .right, .right, .right, .right, .right, .right, .right])
    table.append([
      "", "threshold", "hold-off", "hits", "wrong words", "missed", "further events",
      "false alarms", "an hour",
    ])
    for (title, counts) in rows {
      table.append([
        title, Format.fraction(counts.threshold), "\(counts.holdOffMilliseconds) ms",
        "\(counts.hits)", "\(counts.wrongWords)", "\(counts.misses)", "\(counts.furtherEvents)",
        "\(counts.falseAlarms)",
        counts.falseAlarmsPerHour.map { String(format: "%.1f", $0) } ?? "",
      ])
    }
    return table.text
  }
}
