#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// How much each of the twelve notes stands out, all octaves together: a bar for each. It shows what excites the network.
final class Chromagram {
  static let lineCount = barLines + 1
  /// That it has room for every bar and its note.
  static let smallestColumns = Caption.narrowColumns + 12 * 3
  private static let barLines = 4
  private static let largestBarColumns = 6
  private static let blocks = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let sharps = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"]
  private static let flats = ["C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B"]
  /// Band 0 is A1.
  private static let noteOfFirstBand = 9
  /// Below it, what stands out most is no full bar.
  private static let leastScale = 16 << 8

  private let names: [String]
  private let blocks = Chromagram.blocks
  /// Squares of the front end's values in Q8, which set a note apart from what it spills to its neighbours. They rise at once and
  /// fall slowly.
  private let levels: UnsafeMutableBufferPointer<Int>
  private let heard: UnsafeMutableBufferPointer<Int>
  /// The level of a full bar.
  private var scale = leastScale

  /// Nil if the front end of the model hears no notes.
  init?(_ model: Model, withFlats: Bool) {
    guard case .semitone = model.blob.frontEnd?.kind else { return nil }
    names = withFlats ? Chromagram.flats : Chromagram.sharps
    levels = .allocate(capacity: 12)
    levels.initialize(repeating: 0)
    heard = .allocate(capacity: 12)
    heard.initialize(repeating: 0)
  }

  deinit {
    levels.deallocate()
    heard.deallocate()
  }

  func update(_ recognizer: borrowing Recognizer) {
    let heard = heard
    for note in 0..<12 { heard[note] = 0 }
    // The quick view of the bands is not as sharp.
    recognizer.forEachInput { band, value in
      guard band < SemitoneSettings.bandCount else { return }
      heard[(band + Chromagram.noteOfFirstBand) % 12] += value * value << 8
    }
    scale = max(scale - scale >> 8, Chromagram.leastScale)
    for note in 0..<12 {
      levels[note] = max(heard[note], levels[note] - levels[note] >> 3)
      scale = max(scale, heard[note])
    }
  }

  func draw(line: Int, columns: Int, to stream: Stream) {
    let room = columns - Caption.write("notes", line: line, columns: columns, to: stream)
    let width = min(room / 12, Chromagram.largestBarColumns)
    for note in 0..<12 {
      if line == Chromagram.barLines {
        stream.write(Style.dim)
        stream.write(names[note])
        stream.write(Style.plain)
        stream.write(" ", times: width - names[note].columns)
      } else {
        let eighths = levels[note] * Chromagram.barLines * 8 / scale
        let below = (Chromagram.barLines - 1 - line) * 8
        stream.write(Style.cyan)
        stream.write(blocks[min(max(eighths - below, 0), 8)], times: width - 1)
        stream.write(Style.plain)
        stream.write(" ")
      }
    }
  }
}
