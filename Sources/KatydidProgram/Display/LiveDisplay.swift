import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// What the recogniser hears, drawn again and again at the bottom of the terminal; events, and what goes to standard
/// error, scroll away above it.
///
///     katydid  keywords  words.flac                                  0:07.4 of 0:15.0
///
///       level    ███████████████████▌                    -32 dB  ● hearing
///
///       spikes   ⠁⠂⢀⠄...
///
///       left     ████████████████▊   0.93     zero                          0.00
///
///       ● listening    1.2 % CPU    0 overruns    0.000 s lost
///
/// That is of words; of chords there are the current one, large, those of the last seconds, and how much each note stands out.
///
/// It draws into the stream's buffer and allocates nothing once it is made. The terminal is given back by `end`, and
/// whenever the program ends or is stopped before that.
final class LiveDisplay {
  private static let intervalNanoseconds: UInt64 = 50_000_000
  private static let largestColumns = 100

  /// While it listens to a device.
  var status: StatusLine?

  private let stream: Stream
  private var header: DisplayHeader
  private var parts: [DisplayPart]
  /// Which of them the window has room for.
  private var shows: [Bool]
  private var nextDrawing: UInt64 = 0
  /// Lines that stand on the terminal now, and the columns of the longest.
  private var lines = 0
  private var drawnColumns = 0

  /// - Parameters:
  ///   - source: What is heard: a file or a device.
  ///   - totalMilliseconds: Its length, nil if it has no end.
  ///   - stream: Standard output, a terminal.
  init(
    _ model: Model, _ names: LabelNames, source: String, totalMilliseconds: Int64?,
    status: StatusLine? = nil, stream: Stream
  ) {
    self.status = status
    self.stream = stream
    header = DisplayHeader(
      title: model.name, source: source, totalMilliseconds: totalMilliseconds)
    parts = DisplayPart.parts(for: model, names)
    shows = parts.map { _ in false }
    platform_catch_interrupts()
    platform_hide_cursor(1)
    if Terminal.canRedrawErrors {
      // Refers to the display until its end.
      Stream.errors.beforeFlush = {
        self.erase()
        self.stream.flush()
      }
    }
  }

  /// Shows another model from now on.
  func use(_ model: Model, _ names: LabelNames) {
    header.title = printable(model.name)
    parts = DisplayPart.parts(for: model, names)
    shows = parts.map { _ in false }
  }

  /// Takes in what a tick changed.
  func update(_ recognizer: borrowing Recognizer) {
    for index in parts.indices { parts[index].update(recognizer) }
  }

  /// Takes the display away, for a line to be printed above it.
  func erase() {
    leaveWhatTheShellWrote()
    guard lines > 0 else { return }
    goToTop(Terminal.size)
    stream.write("\u{1B}[J")
    lines = 0
  }

  /// Draws if the last drawing is long enough ago or was erased.
  func draw(atMilliseconds time: Int64) {
    let now = platform_nanoseconds()
    guard lines == 0 || now >= nextDrawing else { return }
    leaveWhatTheShellWrote()
    // In the background the terminal is the shell's.
    guard platform_is_in_foreground(1) else { return }
    nextDrawing = now + LiveDisplay.intervalNanoseconds
    status?.measure()
    let size = Terminal.size
    goToTop(size)
    lines = 0
    drawnColumns = min(size.columns - 1, LiveDisplay.largestColumns)
    if size.rows > 1 { drawLines(time, rows: size.rows - 1, columns: drawnColumns) }
    stream.write("\u{1B}[J")
    stream.flush()
  }

  /// Gives the terminal back.
  func end() {
    erase()
    stream.flush()
    platform_show_cursor()
    Stream.errors.beforeFlush = nil
  }

  /// After Ctrl-Z and fg the display begins anew below.
  private func leaveWhatTheShellWrote() {
    if platform_take_continuation() { lines = 0 }
  }

  /// To the beginning of the first line that stands there, or of what a window that became smaller still shows.
  private func goToTop(_ size: (columns: Int, rows: Int)) {
    stream.write("\r")
    guard lines > 0 else { return }
    // Where the window became narrower, most terminals have broken the lines in two or more.
    let rowsOfLine = max((drawnColumns + size.columns - 1) / max(size.columns, 1), 1)
    stream.write("\u{1B}[")
    stream.write(decimal: lines * rowsOfLine)
    stream.write("A")
  }

  /// Each part if the window has room for it, the more important ones first.
  private func drawLines(_ time: Int64, rows: Int, columns: Int) {
    var room = Room(lines: rows - 1, columns: columns)
    // Each has an empty line above it.
    var showsStatus = false
    if case .some = status { showsStatus = room.takes(2, columns: 0) }
    for rank in 0..<DisplayPart.rankCount {
      for index in parts.indices where parts[index].rank == rank {
        shows[index] = room.takes(1 + parts[index].lineCount, columns: parts[index].smallestColumns)
      }
    }

    // Between it and the events.
    if room.takes(1, columns: 0) { endLine() }
    header.draw(atMilliseconds: time, columns: columns, to: stream)
    endLine()
    for index in parts.indices where shows[index] {
      endLine()
      for line in 0..<parts[index].lineCount {
        parts[index].draw(line: line, columns: columns, to: stream)
        endLine()
      }
    }
    if showsStatus, let status {
      endLine()
      status.draw(columns: columns, to: stream)
      endLine()
    }
  }

  /// What of the window nothing has taken yet.
  private struct Room {
    var lines: Int
    let columns: Int

    mutating func takes(_ lineCount: Int, columns smallest: Int) -> Bool {
      guard lines >= lineCount, columns >= smallest else { return false }
      lines -= lineCount
      return true
    }
  }

  private func endLine() {
    stream.write("\u{1B}[K\n")
    lines += 1
  }
}
