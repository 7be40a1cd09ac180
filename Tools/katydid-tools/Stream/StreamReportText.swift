import Foundation

extension StreamReport {
  /// For people.
  var text: String {
    var text = "\(words + others.clips) clips in \(oneDigit(minutes)) minutes"
    if let snrDecibels { text += ", noise \(Format.number(snrDecibels)) dB below them" }
    text += "; threshold \(Format.fraction(threshold)), hold-off \(holdOffMilliseconds) ms\n\n"
    text += countsText + "\nwords\n" + wordsText
    if !negatives.isEmpty { text += "\nsounds without the words\n" + negativesText }
    text += "\nother thresholds\n" + curveText
    if !skipped.isEmpty {
      text +=
        "\n\(skipped.count) " + (skipped.count == 1 ? "file was" : "files were") + " skipped\n"
    }
    return text
  }

  private var countsText: String {
    var table = TextTable(alignment: [.left, .right])
    table.append(["words", "\(words)"])
    table.append(["hits", percent(hitShare)])
    table.append(["wrong words", percent(wrongWordShare)])
    table.append(["missed", percent(missShare)])
    table.append(["repeats", "\(repeats)"])
    table.append(["false alarms", "\(falseAlarms)"])
    table.append(["  between the words", "\(falseAlarmsBetweenWords)"])
    table.append(["  an hour", oneDigit(falseAlarmsPerHour)])
    table.append(["other words reported", "\(others.reported) of \(others.clips)"])
    table.append(["latency, median", seconds(latencySeconds.median)])
    table.append(["latency, 90 % below", seconds(latencySeconds.percentile90)])
    return table.text
  }

  private var wordsText: String {
    var table = TextTable(alignment: [.left, .right, .right])
    table.append(["", "clips", "hits"])
    for word in perWord where word.clips > 0 {
      let share = Double(word.hits) / Double(word.clips)
      table.append([word.word, "\(word.clips)", Format.percent(share)])
    }
    return table.text
  }

  private var negativesText: String {
    var table = TextTable(alignment: [.left, .right, .right, .right, .left])
    table.append(["", "minutes", "events", "an hour", ""])
    for negative in negatives {
      let labels = negative.byLabel.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      table.append([
        negative.path, oneDigit(negative.minutes), "\(negative.events)",
        oneDigit(negative.eventsPerHour),
        labels.map { "\($0.key) \($0.value)" }.joined(separator: ", "),
      ])
    }
    return table.text
  }

  private var curveText: String {
    var table = TextTable(alignment: Array(repeating: .right, count: 7))
    table.append([
      "threshold", "hits", "wrong words", "false alarms", "others reported", "median latency",
      negatives.isEmpty ? "" : "events without words",
    ])
    for point in curve {
      table.append([
        Format.fraction(point.threshold), percent(point.hitShare), percent(point.wrongWordShare),
        "\(point.falseAlarms)", "\(point.othersReported)", seconds(point.medianLatencySeconds),
        point.negativeEvents.map { "\($0)" }.joined(separator: " + "),
      ])
    }
    return table.text
  }

  private func percent(_ share: Double?) -> String { share.map(Format.percent) ?? "" }

  private func seconds(_ value: Double?) -> String {
    value.map { String(format: "%.2f s", $0) } ?? ""
  }

  private func oneDigit(_ value: Double) -> String { String(format: "%.1f", value) }
}
