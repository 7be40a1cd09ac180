#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// Writes events into a stream, which the caller flushes, a line each: for people, as a JSON object, or as a row of a table.
///
/// Numbers are printed from integers with fixed digits, so that they are the same bytes everywhere.
final class EventPrinter {
  enum Form { case text, json, csv }

  /// The first line of a table.
  static let csvHeader = "file,time,label,score\n"
  private static let barColumns = 20
  /// Of a line for people but the label and the bar.
  private static let otherColumns = 23

  private let stream: Stream
  private let form: Form
  /// As they are printed.
  private let labels: [String]
  private let labelColumns: Int
  private let file: String?

  /// - Parameters:
  ///   - names: What events are called.
  ///   - file: What programs are told as the place of the event; nil for live sound.
  init(_ names: LabelNames, file: String?, _ form: Form, stream: Stream) {
    self.stream = stream
    self.form = form
    switch form {
    case .text:
      labels = names.shown
      self.file = nil
    case .json:
      labels = names.plain.map(jsonString)
      self.file = file.map(jsonString)
    case .csv:
      labels = names.plain.map(csvField)
      self.file = file.map(csvField)
    }
    labelColumns = labels.reduce(0) { max($0, $1.columns) }
  }

  /// - Parameter offsetSamples: What the recogniser did not hear before it, in samples at 16 kHz: gaps of live sound.
  func print(_ event: Event, offsetSamples: Int64 = 0) {
    let milliseconds = event.timeMilliseconds(offsetSamples: offsetSamples)
    let hundredths = event.scoreHundredths
    let label = labels[event.classIndex]
    switch form {
    case .text: row(milliseconds, label, hundredths)
    case .json: object(milliseconds, label, hundredths)
    case .csv: record(milliseconds, label, hundredths)
    }
  }

  /// `{"time": 12.340, "label": "left", "score": 0.93, "file": "a.wav"}`
  private func object(_ milliseconds: Int64, _ label: String, _ hundredths: Int) {
    stream.write("{\"time\": ")
    stream.write(decimal: milliseconds, places: 3)
    stream.write(", \"label\": ")
    stream.write(label)
    stream.write(", \"score\": ")
    stream.write(decimal: hundredths, places: 2)
    if let file {
      stream.write(", \"file\": ")
      stream.write(file)
    }
    stream.write("}\n")
  }

  /// `a.wav,12.340,left,0.93`
  private func record(_ milliseconds: Int64, _ label: String, _ hundredths: Int) {
    if let file { stream.write(file) }
    stream.write(",")
    stream.write(decimal: milliseconds, places: 3)
    stream.write(",")
    stream.write(label)
    stream.write(",")
    stream.write(decimal: hundredths, places: 2)
    stream.write("\n")
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
    // On a narrow terminal the bar is what can be spared.
    let room = Terminal.size.columns - EventPrinter.otherColumns - labelColumns
    Bar.write(
      hundredths, of: 100, columns: max(min(room, EventPrinter.barColumns), 0), to: stream)
    stream.write("  ")
    stream.write(decimal: hundredths, places: 2)
    stream.write("\n")
  }
}
