/// The first line of the display: what hears what, and how long.
///
///     katydid  keywords  words.flac                                  0:07.4 of 0:15.0
struct DisplayHeader {
  private static let name = "katydid"

  /// The model.
  var title: String
  private let source: String
  private let totalMilliseconds: Int64?
  private let clock = CText(capacity: 60)

  /// - Parameters:
  ///   - source: What is heard: a file or a device.
  ///   - totalMilliseconds: Its length, nil if it has no end.
  init(title: String, source: String, totalMilliseconds: Int64?) {
    self.title = printable(title)
    self.source = printable(source)
    self.totalMilliseconds = totalMilliseconds
  }

  /// Draws it. What does not fit is left out, so that no line is ever broken in two.
  func draw(atMilliseconds time: Int64, columns: Int, to stream: Stream) {
    clock.cut(to: 0)
    // The silence after the sound is heard too.
    clock.write(clock: min(time, totalMilliseconds ?? time))
    if let totalMilliseconds {
      clock.write(" of ")
      clock.write(clock: totalMilliseconds)
    }
    var position = DisplayHeader.name.columns
    guard columns >= position else { return }
    stream.write(Style.bold)
    stream.write(DisplayHeader.name)
    stream.write(Style.plain)
    let right = columns - clock.columns
    guard right > position else { return }
    write(title, before: right, &position, to: stream)
    write(source, before: right, &position, to: stream)
    stream.write(" ", times: right - position)
    stream.write(Style.dim)
    stream.write(cString: clock.start)
    stream.write(Style.plain)
  }

  /// A text after two blanks, if it ends before column `limit`.
  private func write(
    _ text: String, before limit: Int, _ position: inout Int, to stream: Stream
  ) {
    guard position + 2 + text.columns < limit else { return }
    stream.write("  ")
    stream.write(text)
    position += 2 + text.columns
  }
}
