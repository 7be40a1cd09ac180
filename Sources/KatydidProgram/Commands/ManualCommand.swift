extension Command {
  static let manual = Command(
    kind: .manual, name: "manual",
    summary: "Print this program's manual page, in the language of man.",
    operands: "",
    operandCompletion: .nothing,
    discussion: ["All that --help says of all commands, for section 1 of the manual."],
    options: [],
    examples: [
      Example(command: "katydid manual | man -l -", meaning: "To read it."),
      Example(
        command: "katydid manual > ~/.local/share/man/man1/katydid.1",
        meaning: "For 'man katydid'."),
    ])
}

/// Prints the manual page.
struct ManualCommand {
  init(_ arguments: Arguments) throws(Failure) {
    guard arguments.operands.isEmpty else {
      throw Failure(.usage, "manual takes no file or name; \(arguments.helpHint)")
    }
  }

  func run() throws(Failure) -> ExitStatus {
    ManualPage.write(to: Stream.output)
    return .success
  }
}
