extension EvaluationReport {
  /// For people.
  var text: String {
    var table = TextTable(alignment: [.left, .right, .right, .right])
    table.append(["", "clips", "decision", "mean readout"])
    for (title, accuracy) in [("words", words), ("everything", everything)] {
      table.append([
        title, "\(accuracy.clips)", percent(accuracy.share), percent(accuracy.meanReadoutShare),
      ])
    }
    var text = "accuracy\n" + table.text + "\nrecall\n" + recallText
    text += "\nconfusion: of clips of a row, how many were taken for a column\n" + confusionText
    if !skipped.isEmpty {
      text +=
        "\n\(skipped.count) " + (skipped.count == 1 ? "file was" : "files were") + " skipped\n"
    }
    return text
  }

  private var recallText: String {
    var table = TextTable(alignment: [.left, .right, .right, .right, .right])
    table.append(["", "clips", "decision", "mean readout", "others taken for it"])
    for (row, label) in labels.enumerated() where classes[row].clips > 0 || falseAlarms(row) > 0 {
      table.append([
        label, "\(classes[row].clips)", percent(classes[row].share),
        percent(classes[row].meanReadoutShare), "\(falseAlarms(row))",
      ])
    }
    return table.text
  }

  private var confusionText: String {
    var table = TextTable(alignment: [.left] + labels.map { _ in .right })
    table.append([""] + labels)
    for (row, label) in labels.enumerated() where classes[row].clips > 0 {
      table.append([label] + confusion[row].map { $0 == 0 ? "." : "\($0)" })
    }
    return table.text
  }

  private func falseAlarms(_ column: Int) -> Int {
    labels.indices.reduce(0) { $1 == column ? $0 : $0 + confusion[$1][column] }
  }

  private func percent(_ share: Double?) -> String { share.map(Format.percent) ?? "" }
}
