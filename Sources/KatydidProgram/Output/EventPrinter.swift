#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// Writes events into a stream, which the caller flushes: a line for people on a terminal, else a JSON object a line.
///
/// Numbers are printed from integers with fixed digits, so that they are the same bytes everywhere.
struct EventPrinter {
  private static let barColumns = 20

  private let stream: Stream
  private let isJSON: Bool
  private let labels: [String]
  private let labelColumns: Int
  private let labelsAsJSON: [String]
  private let fileAsJSON: String?

  /// - Parameters:
  ///   - model: Its labels are what events are called.
  ///   - file: What JSON names as the place of the event; nil for live sound.
  init(_ model: Model, file: String?, isJSON: Bool, stream: Stream) {
    self.stream = stream
    self.isJSON = isJSON
    labels = model.labels
    labelColumns = labels.reduce(0) { max($0, $1.columns) }
    labelsAsJSON = labels.map(jsonString)
    fileAsJSON = file.map(jsonString)
  }

  /// - Parameter offsetSamples: What the recogniser did not hear before it, in samples at 16 kHz: gaps of live sound.
  func print(_ event: Event, offsetSamples: Int64 = 0) {
    let milliseconds = event.timeMilliseconds(offsetSamples: offsetSamples)
    let hundredths = event.scoreHundredths
    if isJSON {
      stream.write("{\"time\": ")
      stream.write(decimal: milliseconds, places: 3)
      stream.write(", \"label\": ")
      stream.write(labelsAsJSON[event.classIndex])
      stream.write(", \"score\": ")
      stream.write(decimal: hundredths, places: 2)
      if let fileAsJSON {
        stream.write(", \"file\": ")
        stream.write(fileAsJSON)
      }
      stream.write("}\n")
    } else {
      row(milliseconds, labels[event.classIndex], hundredths)
    }
  }

  /// `  12.340 s  left   ██████████████████▌  0.93`
  private func row(_ milliseconds: Int64, _ label: String, _ hundredths: Int) {
    var digits = 1
    var limit: Int64 = 10_000
    while milliseconds >= limit, digits < 5 {
      limit *= 10
      digits += 1
    }
    stream.write(Style.dim)
    stream.write(" ", times: 6 - digits)
    stream.write(decimal: milliseconds, places: 3)
    stream.write(" s  ")
    stream.write(Style.plain)
    stream.write(Style.bold)
    stream.write(label)
    stream.write(Style.plain)
    stream.write(" ", times: labelColumns - label.columns + 2)
    Bar.write(hundredths, of: 100, columns: EventPrinter.barColumns, to: stream)
    stream.write("  ")
    stream.write(decimal: hundredths, places: 2)
    stream.write("\n")
  }
}
