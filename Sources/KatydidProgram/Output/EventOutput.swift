#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// Where the events of a recording go: each as a line of its own, or as what lies between them.
enum EventOutput {
  case events(EventPrinter)
  case segments(SegmentPrinter)

  func print(_ event: Event) {
    switch self {
    case .events(let printer): printer.print(event)
    case .segments(let printer): printer.print(event)
    }
  }

  func soundEnded(atMilliseconds time: Int64) {
    if case .segments(let printer) = self { printer.soundEnded(atMilliseconds: time) }
  }
}
