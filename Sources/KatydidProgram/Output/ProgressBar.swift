import CPlatform

/// A bar on standard error, if that is a terminal, for what takes longer than a second.
struct ProgressBar {
  private static let delayNanoseconds: UInt64 = 1_000_000_000
  private static let intervalNanoseconds: UInt64 = 100_000_000
  private static let columns = 30

  private let title: String
  private var nextDrawing: UInt64
  private var isDrawn = false

  init(_ title: String) {
    self.title = printable(title)
    nextDrawing = platform_nanoseconds() + ProgressBar.delayNanoseconds
  }

  /// Shows that `done` of `total` is done; without a total nothing.
  mutating func update(_ done: Int64, of total: Int64?) {
    guard let total, total > 0, Terminal.canRedrawErrors else { return }
    let now = platform_nanoseconds()
    guard now >= nextDrawing else { return }
    nextDrawing = now + ProgressBar.intervalNanoseconds
    isDrawn = true
    let filled = Int(min(done, total) * Int64(ProgressBar.columns) / total)
    let stream = Stream.errors
    stream.write("\r[")
    stream.write("#", times: filled)
    stream.write(" ", times: ProgressBar.columns - filled)
    stream.write("] ")
    stream.write(decimal: min(done, total) * 100 / total)
    stream.write(" %  ")
    stream.write(title)
    stream.flush()
  }

  /// Takes the bar away: before something else is printed, and at the end.
  mutating func clear() {
    guard isDrawn else { return }
    isDrawn = false
    Stream.errors.write("\r\u{1B}[K")
    Stream.errors.flush()
  }
}
