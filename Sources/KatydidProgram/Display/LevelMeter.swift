#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// The level of the sound as a bar from -72 to 0 dBFS (a sine at full scale), and whether the front end hears anything.
final class LevelMeter {
  private static let floorDecibels = -72

  private var decibels = floorDecibels
  private var isHearing = false

  func update(_ recognizer: borrowing Recognizer) {
    // From powers of two in Q10: 10 log10(2) / 1024 is 3083 / 2^20; a sine at full scale has 2^29.
    let level = ((Int(recognizer.level) - 29 << 10) * 3083) >> 20
    // A falling bar is easier to watch than a jumping one.
    decibels = max(level, decibels - 1, LevelMeter.floorDecibels)
    isHearing = recognizer.isHearing
  }

  func draw(columns: Int, to stream: Stream) {
    Caption.write("level", line: 0, columns: columns, to: stream)
    let range = -LevelMeter.floorDecibels
    Bar.write(
      decibels + range, of: range, columns: columns - Caption.columns - 20, to: stream)
    stream.write(decibels > -10 ? "   " : "  ")
    stream.write(decimal: min(decibels, 0))
    stream.write(" dB  ")
    stream.write(isHearing ? Style.green : Style.dim)
    stream.write(isHearing ? "● hearing" : "○ quiet")
    stream.write(Style.plain)
  }
}
