import CPlatform

/// What the standard streams are.
enum Terminal {
  /// Whether people read standard output.
  static let isOutput = platform_is_terminal(1)

  /// Whether standard output, or standard error, is a terminal that understands control sequences.
  static let canRedrawOutput = isOutput && !isDumb
  static let canRedrawErrors = platform_is_terminal(2) && !isDumb

  /// Whether to colour: https://no-color.org.
  static let hasColour = canRedrawOutput && !isSet("NO_COLOR")

  /// Columns and rows of standard output.
  static var size: (columns: Int, rows: Int) {
    var (columns, rows): (Int32, Int32) = (80, 24)
    guard platform_terminal_size(1, &columns, &rows) else { return (80, 24) }
    return (Int(columns), Int(rows))
  }

  private static var isDumb: Bool {
    guard let kind = platform_environment("TERM") else { return false }
    return String(cString: kind).matches("dumb")
  }

  private static func isSet(_ variable: String) -> Bool {
    guard let value = platform_environment(variable) else { return false }
    return value.pointee != 0
  }
}

/// Control sequences, empty where there is no colour.
enum Style {
  static var bold: String { Terminal.hasColour ? "\u{1B}[1m" : "" }
  static var dim: String { Terminal.hasColour ? "\u{1B}[2m" : "" }
  static var green: String { Terminal.hasColour ? "\u{1B}[32m" : "" }
  static var cyan: String { Terminal.hasColour ? "\u{1B}[36m" : "" }
  static var yellow: String { Terminal.hasColour ? "\u{1B}[33m" : "" }
  static var plain: String { Terminal.hasColour ? "\u{1B}[0m" : "" }
}
