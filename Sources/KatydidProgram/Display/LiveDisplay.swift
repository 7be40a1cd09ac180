import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// What the recogniser hears, drawn again and again at the bottom of the terminal; events scroll away above it.
///
///     katydid  keywords  words.flac                                  0:07.4 of 0:15.0
///
///       level    ███████████████████▌                    -32 dB  ● hearing
///       spikes   ⠁⠂⢀⠄...
///       left     ████████████████▊   0.93     zero                          0.00
///
/// It draws into the stream's buffer and allocates nothing once it is made.
struct LiveDisplay {
  private static let intervalNanoseconds: UInt64 = 50_000_000
  private static let largestColumns = 100
  private static let smallestColumns = 60

  private let title: String
  private let source: String
  private let totalMilliseconds: Int?
  private let stream: Stream
  private var meter = LevelMeter()
  private var raster: SpikeRaster?
  private var scores: ScoreTable
  private var nextDrawing: UInt64 = 0
  /// Lines that stand on the terminal now.
  private var lines = 0

  /// - Parameters:
  ///   - source: What is heard: a file or a device.
  ///   - totalMilliseconds: Its length, nil if it has no end.
  init(_ model: Model, source: String, totalMilliseconds: Int?, stream: Stream) {
    title = printable(model.name)
    self.source = printable(source)
    self.totalMilliseconds = totalMilliseconds
    self.stream = stream
    raster = SpikeRaster(model)
    scores = ScoreTable(labels: model.labels)
    platform_catch_interrupts()
    stream.write("\u{1B}[?25l")
  }

  /// Takes in what a tick changed.
  mutating func update(_ recognizer: borrowing Recognizer) {
    meter.update(recognizer)
    raster?.update(recognizer)
    scores.update(recognizer)
  }

  /// Takes the display away, for a line to be printed above it.
  mutating func erase() {
    guard lines > 0 else { return }
    stream.write("\u{1B}[")
    stream.write(decimal: lines)
    stream.write("A\u{1B}[J")
    lines = 0
  }

  /// Draws if the last drawing is long enough ago or was erased.
  mutating func draw(atMilliseconds time: Int) {
    let now = platform_nanoseconds()
    guard lines == 0 || now >= nextDrawing else { return }
    nextDrawing = now + LiveDisplay.intervalNanoseconds
    if lines > 0 {
      stream.write("\u{1B}[")
      stream.write(decimal: lines)
      stream.write("A")
    }
    let size = Terminal.size
    let columns = min(size.columns - 1, LiveDisplay.largestColumns)
    // A window that became smaller may not show all of the block: it is drawn again from where the cursor can get.
    lines = 0
    drawHeader(time, columns: columns)
    if columns >= LiveDisplay.smallestColumns, size.rows > contentLines + 1 {
      drawContent(columns: columns)
    }
    stream.write("\u{1B}[J")
    stream.flush()
  }

  /// Gives the terminal back.
  mutating func end() {
    erase()
    stream.write("\u{1B}[?25h")
    stream.flush()
  }

  private var contentLines: Int {
    5 + (raster.map { _ in SpikeRaster.lineCount + 2 } ?? 0) + scores.lineCount
  }

  private mutating func endLine() {
    stream.write("\u{1B}[K\n")
    lines += 1
  }

  private mutating func drawHeader(_ time: Int, columns: Int) {
    stream.write("\r")
    stream.write(Style.bold)
    stream.write("katydid")
    stream.write(Style.plain)
    // What does not fit is left out, so that no line is ever broken in two.
    let right = columns - 8 - (totalMilliseconds == nil ? 8 : 20)
    var position = 7
    stream.write(title, before: right, &position)
    stream.write(source, before: right, &position)
    stream.write(" ", times: right + 8 - position)
    stream.write(Style.dim)
    // The silence after the sound is heard too.
    stream.write(minutes: min(time, totalMilliseconds ?? time))
    if let totalMilliseconds {
      stream.write(" of ")
      stream.write(minutes: totalMilliseconds)
    }
    stream.write(Style.plain)
    endLine()
  }

  private mutating func drawContent(columns: Int) {
    endLine()
    meter.draw(columns: columns, to: stream)
    endLine()
    endLine()
    if let raster {
      for line in 0..<SpikeRaster.lineCount {
        raster.draw(line: line, columns: columns, to: stream)
        endLine()
      }
      raster.drawCaption(columns: columns, to: stream)
      endLine()
      endLine()
    }
    for line in 0..<scores.lineCount {
      scores.draw(line: line, columns: columns, to: stream)
      endLine()
    }
  }
}

extension Stream {
  /// A text after two blanks, if it ends before column `limit`.
  fileprivate func write(_ text: String, before limit: Int, _ position: inout Int) {
    guard position + 2 + text.columns < limit else { return }
    write("  ")
    write(text)
    position += 2 + text.columns
  }

  /// `0:07.4`
  fileprivate func write(minutes milliseconds: Int) {
    write(decimal: milliseconds / 60_000)
    write(":")
    write(decimal: milliseconds / 1_000 % 60, digits: 2)
    write(".")
    write(decimal: milliseconds / 100 % 10)
  }
}
