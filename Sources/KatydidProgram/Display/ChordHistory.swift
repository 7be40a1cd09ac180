#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// The chords of the last seconds on a line of time that moves to the left.
///
///     N.C.   C           F♯m
///            ┝━━━━━━━━━━━┝━━━━━━━━
///     ╵10 s             ╵5 s    now
final class ChordHistory {
  static let lineCount = 3
  private static let columnMilliseconds = 300
  private static let largestColumns = 100
  private static let unheard = -1

  private let names: [String]
  private let restClass: Int
  private let ticksOfColumn: Int
  /// The class at the end of each column of the ring.
  private let classes: UnsafeMutableBufferPointer<Int>
  private var column = 0
  private var ticks = 0

  init(_ names: LabelNames, restClass: Int, tickMilliseconds: Int) {
    self.names = names.shown
    self.restClass = restClass
    ticksOfColumn = max(ChordHistory.columnMilliseconds / tickMilliseconds, 1)
    classes = .allocate(capacity: ChordHistory.largestColumns)
    classes.initialize(repeating: ChordHistory.unheard)
  }

  deinit { classes.deallocate() }

  func update(_ recognizer: borrowing Recognizer) {
    if ticks == ticksOfColumn {
      ticks = 0
      column = (column + 1) % ChordHistory.largestColumns
    }
    ticks += 1
    classes[column] = recognizer.currentClass ?? restClass
  }

  func draw(line: Int, columns: Int, to stream: Stream) {
    let room = columns - Caption.write("time", line: line, columns: columns, to: stream)
    let shown = min(room, ChordHistory.largestColumns)
    guard line < 2 else { return drawAxis(shown, to: stream) }
    var start = 0
    while start < shown {
      let index = self.classOf(start, of: shown)
      var end = start + 1
      while end < shown, classOf(end, of: shown) == index { end += 1 }
      let isCurrent = end == shown
      if line == 0 {
        drawName(index, columns: end - start, isCurrent: isCurrent, to: stream)
      } else {
        drawLine(index, columns: end - start, isCurrent: isCurrent, to: stream)
      }
      start = end
    }
  }

  /// The class at a column of those that are shown, the last of which is now.
  private func classOf(_ place: Int, of shown: Int) -> Int {
    let back = shown - 1 - place
    return classes[(column - back + ChordHistory.largestColumns) % ChordHistory.largestColumns]
  }

  /// The name, if there is a blank left after it.
  private func drawName(_ index: Int, columns: Int, isCurrent: Bool, to stream: Stream) {
    guard index != ChordHistory.unheard, names[index].columns < columns || isCurrent,
      names[index].columns <= columns
    else { return stream.write(" ", times: columns) }
    stream.write(index == restClass ? Style.dim : isCurrent ? Style.green : "")
    stream.write(names[index])
    stream.write(Style.plain)
    stream.write(" ", times: columns - names[index].columns)
  }

  private func drawLine(_ index: Int, columns: Int, isCurrent: Bool, to stream: Stream) {
    guard index != ChordHistory.unheard, index != restClass else {
      return stream.write(" ", times: columns)
    }
    stream.write(isCurrent ? Style.green : Style.cyan)
    stream.write("┝")
    stream.write("━", times: columns - 1)
    stream.write(Style.plain)
  }

  /// A mark every five seconds.
  private func drawAxis(_ shown: Int, to stream: Stream) {
    let now = "now"
    var column = 0
    stream.write(Style.dim)
    let columnsOfMark = 5_000 / (ChordHistory.columnMilliseconds)
    for mark in stride(from: shown / columnsOfMark, through: 1, by: -1) {
      let place = shown - 1 - mark * 5_000 / ChordHistory.columnMilliseconds
      guard place >= column, place + 5 < shown - now.columns else { continue }
      stream.write(" ", times: place - column)
      stream.write("╵")
      stream.write(decimal: 5 * mark)
      stream.write(" s")
      column = place + (mark > 1 ? 5 : 4)
    }
    stream.write(" ", times: shown - now.columns - column)
    if shown >= now.columns { stream.write(now) }
    stream.write(Style.plain)
  }
}
