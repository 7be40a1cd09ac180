import Foundation

/// What the standard error stream is, and how people are told things on it. Standard output is for data.
enum Terminal {
  /// Whether standard error is a terminal that understands control sequences.
  static let isInteractive = isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb"

  /// Whether to colour: https://no-color.org.
  static let hasColour = isInteractive && (environment("NO_COLOR") ?? "").isEmpty

  /// Whether standard output is a terminal that may be coloured.
  static let outputHasColour =
    isatty(STDOUT_FILENO) == 1 && environment("TERM") != "dumb"
    && (environment("NO_COLOR") ?? "").isEmpty

  static func error(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  static func note(_ text: String) {
    error(
      "katydid-tools: \(hasColour ? "\u{1B}[2mnote:\u{1B}[0m" : "note:") \(Format.printable(text))\n"
    )
  }

  static func warning(_ text: String) {
    error(
      "katydid-tools: \(hasColour ? "\u{1B}[33mwarning:\u{1B}[0m" : "warning:") \(Format.printable(text))\n"
    )
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }
}
