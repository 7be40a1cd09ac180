import CPlatform

/// What a microphone hears just now, as one line that is drawn over and over while it is measured.
///
///     say something  ████████████▌               -23 dB  3.2 of 5.0 s
struct LevelLine {
  private static let intervalNanoseconds: UInt64 = 50_000_000
  private static let floorTenths = -720
  /// A falling bar is easier to watch than a jumping one.
  private static let fallTenths = 15
  private static let title = "  say something  "
  private static let columns = 30

  private var tenths = floorTenths
  private var nextDrawing: UInt64 = 0
  private var isDrawn = false

  /// Takes in samples, and draws if the last drawing is long enough ago.
  mutating func update(
    _ samples: UnsafeBufferPointer<Int16>, milliseconds: Int, of totalMilliseconds: Int,
    to stream: Stream
  ) {
    var squares = 0.0
    for sample in samples { squares += Double(sample) * Double(sample) }
    let power =
      squares / Double(max(samples.count, 1)) / MicrophoneLevels.powerOfFullSine
    tenths = max(tenths, decibelTenths(ofPower: power) ?? LevelLine.floorTenths)
    let now = platform_nanoseconds()
    guard now >= nextDrawing else { return }
    nextDrawing = now + LevelLine.intervalNanoseconds
    draw(milliseconds: milliseconds, of: totalMilliseconds, to: stream)
    tenths = max(tenths - LevelLine.fallTenths, LevelLine.floorTenths)
  }

  private mutating func draw(
    milliseconds: Int, of totalMilliseconds: Int, to stream: Stream
  ) {
    isDrawn = true
    stream.write("\r")
    stream.write(LevelLine.title)
    let range = -LevelLine.floorTenths
    Bar.write(tenths + range, of: range, columns: LevelLine.columns, to: stream)
    let decibels = min(tenths / 10, 0)
    stream.write(decibels > -10 ? "   " : "  ")
    stream.write(decimal: decibels)
    stream.write(" dB  ")
    stream.write(decimal: milliseconds / 100, places: 1)
    stream.write(" of ")
    stream.write(decimal: totalMilliseconds / 100, places: 1)
    stream.write(" s\u{1B}[K")
    stream.flush()
  }

  /// Takes the line away.
  mutating func clear(_ stream: Stream) {
    guard isDrawn else { return }
    isDrawn = false
    stream.write("\r\u{1B}[K")
    stream.flush()
  }
}
