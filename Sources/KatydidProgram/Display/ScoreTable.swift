#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// The score of every class as a bar, in two or three columns.
final class ScoreTable {
  /// More classes than fit are left out.
  private static let largestLineCount = 9

  private let labels: [String]
  private let labelColumns: Int
  private let tableColumns: Int
  let lineCount: Int
  private let hundredths: UnsafeMutableBufferPointer<Int>

  init(labels: [String]) {
    self.labels = labels
    labelColumns = min(labels.reduce(0) { max($0, $1.columns) }, 12)
    tableColumns = labels.count <= 18 ? 2 : 3
    lineCount = min(
      (labels.count + tableColumns - 1) / tableColumns, ScoreTable.largestLineCount)
    hundredths = .allocate(capacity: labels.count)
    hundredths.initialize(repeating: 0)
  }

  deinit { hundredths.deallocate() }

  func update(_ recognizer: borrowing Recognizer) {
    for index in 0..<labels.count {
      hundredths[index] = (Int(recognizer.score(ofClass: index)) * 100 + 1 << 14) >> 15
    }
  }

  func draw(line: Int, columns: Int, to stream: Stream) {
    let width = columns / tableColumns
    for column in 0..<tableColumns {
      let index = column * lineCount + line
      guard index < labels.count else { return }
      let label = labels[index]
      let score = hundredths[index]
      stream.write("  ")
      if score >= 50 { stream.write(Style.bold) }
      if label.columns <= labelColumns {
        stream.write(label)
        stream.write(" ", times: labelColumns - label.columns)
      } else {
        stream.write("…")
        stream.write(" ", times: labelColumns - 1)
      }
      stream.write(Style.plain)
      stream.write("  ")
      Bar.write(score, of: 100, columns: width - labelColumns - 11, to: stream)
      stream.write(" ")
      stream.write(decimal: score, places: 2)
      stream.write("  ")
    }
  }
}
