/// The pages of `--help`, made of the commands' descriptions.
enum HelpText {
  private static let width = 80

  /// What the program does, and what it does not.
  static let summary = "hears words and chords in sound, with a spiking neural network"
  static let privacy =
    "Sound never leaves this program, and is stored only where --record says so."

  static func overview(to stream: Stream) {
    stream.write("katydid: \(summary).\n\n")
    heading("Usage", to: stream)
    stream.write("  katydid COMMAND [OPTION]... [FILE]...\n\n")
    heading("Commands", to: stream)
    for command in Command.all { row(command.name, command.summary, column: 14, to: stream) }
    stream.write("\n")
    heading("Options", to: stream)
    row("--help", "Show this page; after a command, that command's.", column: 14, to: stream)
    row("--version", "Show the version.", column: 14, to: stream)
    stream.write("\n")
    heading("Examples", to: stream)
    stream.write("  katydid recognize --real-time words.flac\n")
    stream.write("  katydid listen --model chords\n\n")
    let codes = joined(ExitStatus.allCases.map { "\($0.rawValue) \($0.meaning)" })
    paragraph("Exit codes: \(codes). \(privacy)", indentation: 0, to: stream)
  }

  static func page(of command: Command, to stream: Stream) {
    stream.write("\(command.summary)\n\n")
    heading("Usage", to: stream)
    stream.write("  katydid \(command.name) [OPTION]... \(command.operands)\n\n")
    for text in command.discussion {
      paragraph(text, indentation: 0, to: stream)
      stream.write("\n")
    }
    heading("Options", to: stream)
    for option in command.allOptions { row(option.usage, option.help, column: 24, to: stream) }
    stream.write("\n")
    heading("Examples", to: stream)
    for example in command.examples {
      stream.write("  \(example.command)\n")
      paragraph(example.meaning, indentation: 6, to: stream)
    }
  }

  private static func heading(_ text: String, to stream: Stream) {
    stream.write("\(Style.bold)\(text)\(Style.plain)\n")
  }

  /// A term, and its explanation in a column of its own.
  private static func row(_ term: String, _ text: String, column: Int, to stream: Stream) {
    stream.write("  \(term)")
    var position = 2 + term.columns
    if position + 2 > column {
      stream.write("\n")
      position = 0
    }
    stream.write(" ", times: column - position)
    paragraph(text, indentation: column, startsIndented: true, to: stream)
  }

  /// Words in lines of the page's width. One that starts indented goes on where the line stands.
  static func paragraph(
    _ text: String, indentation: Int, startsIndented: Bool = false, to stream: Stream
  ) {
    if !startsIndented { stream.write(" ", times: indentation) }
    var position = indentation
    for word in text.words {
      if position > indentation, position + 1 + word.columns > width {
        stream.write("\n")
        stream.write(" ", times: indentation)
        position = indentation
      }
      if position > indentation {
        stream.write(" ")
        position += 1
      }
      stream.write(word)
      position += word.columns
    }
    stream.write("\n")
  }
}
