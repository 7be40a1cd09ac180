#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// Writes what a model that tracks says of a recording as segments, which follow each other from its start to its end: the rest
/// class until the first event, then the class of each event until the next.
///
///     0.000	1.240	N
///     1.240	3.360	C:maj
final class SegmentPrinter {
  enum Form {
    case lab
    /// With the file before them, and the score that the event had: none before the first.
    case csv(file: String)
  }

  /// The first line of a table in this form.
  static let csvHeader = "file,start,end,label,score\n"

  private let form: Form
  private let stream: Stream
  private let labels: [String]
  private var startMilliseconds: Int64 = 0
  private var label: Int
  private var scoreHundredths: Int?
  private var hasEnded = false

  /// - Parameters:
  ///   - labels: One for each class.
  ///   - restClass: That of the first segment.
  init(_ form: Form, labels: [String], restClass: Int, stream: Stream) {
    switch form {
    case .lab:
      self.form = .lab
      self.labels = labels
    case .csv(let file):
      self.form = .csv(file: csvField(file))
      self.labels = labels.map(csvField)
    }
    label = restClass
    self.stream = stream
  }

  /// The label changes.
  func print(_ event: Event) {
    guard !hasEnded else { return }
    end(atMilliseconds: event.timeMilliseconds(offsetSamples: 0))
    label = event.classIndex
    scoreHundredths = event.scoreHundredths
  }

  /// The sound is over: what is said of the silence after it belongs to no segment.
  func soundEnded(atMilliseconds time: Int64) {
    end(atMilliseconds: time)
    hasEnded = true
  }

  private func end(atMilliseconds time: Int64) {
    guard time > startMilliseconds else { return }
    let isTable: Bool
    if case .csv(let file) = form {
      stream.write(file)
      stream.write(",")
      isTable = true
    } else {
      isTable = false
    }
    let separator = isTable ? "," : "\t"
    stream.write(decimal: startMilliseconds, places: 3)
    stream.write(separator)
    stream.write(decimal: time, places: 3)
    stream.write(separator)
    stream.write(labels[label])
    if isTable {
      stream.write(",")
      if let scoreHundredths { stream.write(decimal: scoreHundredths, places: 2) }
    }
    stream.write("\n")
    startMilliseconds = time
  }
}
