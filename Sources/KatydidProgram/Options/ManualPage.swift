/// The manual page, in the macros of man(7), made of the same descriptions as the help.
enum ManualPage {
  private typealias Row = (term: String, text: String)

  private static let environment: [Row] = [
    (
      "KATYDID_LABEL, KATYDID_TIME, KATYDID_SCORE",
      "What the program of 'listen --exec' is told: the word or chord, the time in seconds, the score."
    ),
    (
      "NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID",
      "A service manager such as systemd is told when listening begins, is reloaded and ends, and is given signs of life."
    ),
    ("NO_COLOR", "If it is set and not empty, terminals show no colour (https://no-color.org)."),
    ("TERM", "If it is dumb, nothing is drawn on terminals."),
  ]

  private static let files: [Row] = [
    (
      "/etc/katydid/katydid.toml",
      "Configuration of the service katydid: options of listen, a line each, such as threshold = 0.8. The installed one lists and explains all of them."
    ),
    ("/var/lib/katydid", "Folder that the service may write to, for recordings."),
  ]

  static func write(to stream: Stream) {
    stream.write(".TH KATYDID 1 \"\" \"katydid \(Program.version)\" \"User Commands\"\n")
    // No word is broken and no gap widened: commands stand in the text.
    stream.write(".nh\n.ad l\n")
    section("NAME", to: stream)
    line("katydid - \(HelpText.summary)", to: stream)
    section("SYNOPSIS", to: stream)
    stream.write(".B katydid\n")
    line("COMMAND [OPTION]... [FILE]...", to: stream)
    section("DESCRIPTION", to: stream)
    line(HelpText.privacy, to: stream)
    section("COMMANDS", to: stream)
    for command in Command.all { write(command, to: stream) }
    section("EXIT STATUS", to: stream)
    for status in ExitStatus.allCases {
      row(("\(status.rawValue)", "\(status.meaning)"), to: stream)
    }
    section("ENVIRONMENT", to: stream)
    for variable in environment { row(variable, to: stream) }
    section("FILES", to: stream)
    for file in files { row(file, to: stream) }
    section("EXAMPLES", to: stream)
    for command in Command.all {
      for example in command.examples { row((example.command, example.meaning), to: stream) }
    }
  }

  private static func write(_ command: Command, to stream: Stream) {
    stream.write(".SS \(escaped("katydid \(command.name) [OPTION]... \(command.operands)"))\n")
    line(command.summary, to: stream)
    for text in command.discussion {
      stream.write(".PP\n")
      line(text, to: stream)
    }
    for option in command.allOptions { row((option.usage, option.help), to: stream) }
  }

  private static func section(_ title: String, to stream: Stream) {
    stream.write(".SH \(title)\n")
  }

  private static func row(_ row: Row, to stream: Stream) {
    stream.write(".TP\n\\fB\(escaped(row.term))\\fR\n")
    line(row.text, to: stream)
  }

  private static func line(_ text: String, to stream: Stream) { stream.write("\(escaped(text))\n") }

  /// What is not to be read as a request, an escape or a hyphen.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "~": result += "\\(ti"
      case "^": result += "\\(ha"
      default: result.unicodeScalars.append(scalar)
      }
    }
    // A point at the start of a line is that of a request.
    return result.begins(with: ".") ? "\\&\(result)" : result
  }
}
