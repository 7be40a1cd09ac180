/// What `recognize` prints.
enum OutputFormat: CaseIterable {
  /// Lines for people.
  case text
  /// An object a line.
  case json
  /// Segments: start, end and label with tabs between them, as `mir_eval` and Sonic Visualiser read them.
  case lab
  /// A table with a header.
  case csv

  /// - Throws: status `usage`.
  init(_ arguments: Arguments) throws(Failure) {
    guard let name = arguments.value("format") else {
      self = arguments.isSet("json") || !Terminal.isOutput ? .json : .text
      return
    }
    guard let format = OutputFormat.allCases.first(where: { $0.name.matches(name) }) else {
      throw arguments.failure("format", "one of \(joined(OutputFormat.names))")
    }
    guard format == .json || !arguments.isSet("json") else {
      throw Failure(.usage, "--json is --format json; give only one of --json and --format \(name)")
    }
    self = format
  }

  private var name: String {
    switch self {
    case .text: "text"
    case .json: "json"
    case .lab: "lab"
    case .csv: "csv"
    }
  }

  static let names = allCases.map { $0.name }
}
