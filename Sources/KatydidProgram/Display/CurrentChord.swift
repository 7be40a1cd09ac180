#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// The current chord, so large that it is read from where the music is played; small where it does not fit.
final class CurrentChord {
  static let lineCount = BlockLetters.lineCount

  private let names: [String]
  /// Of each class; empty, and of 0 columns, where a letter is missing.
  private let lines: [[String]]
  private let widths: [Int]
  private let restClass: Int
  private var current: Int

  init(_ names: LabelNames, restClass: Int) {
    self.names = names.shown
    lines = names.shown.map { BlockLetters.lines(of: $0) ?? [] }
    widths = lines.map { $0.first?.columns ?? 0 }
    self.restClass = restClass
    current = restClass
  }

  func update(_ recognizer: borrowing Recognizer) {
    current = recognizer.currentClass ?? restClass
  }

  func draw(line: Int, columns: Int, to stream: Stream) {
    let room = columns - Caption.write("chord", line: line, columns: columns, to: stream)
    stream.write(current == restClass ? Style.dim : Style.green)
    if widths[current] > 0, widths[current] <= room {
      stream.write(lines[current][line])
    } else if line == 0, names[current].columns <= room {
      stream.write(names[current])
    }
    stream.write(Style.plain)
  }
}
