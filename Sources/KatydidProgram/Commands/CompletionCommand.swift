extension Command {
  static let completion = Command(
    kind: .completion, name: "completion",
    summary: "Print what teaches a shell to complete this program's commands and options.",
    operands: "SHELL",
    operandCompletion: .choices(Shell.names),
    discussion: ["SHELL is bash, zsh or fish."],
    options: [],
    examples: [
      Example(
        command: "source <(katydid completion bash)",
        meaning: "For this session; the same line in ~/.bashrc is for all."),
      Example(
        command: "katydid completion zsh > ~/.zfunc/_katydid",
        meaning: "A folder of zsh's fpath."),
      Example(
        command: "katydid completion fish > ~/.config/fish/completions/katydid.fish",
        meaning: "For fish."),
    ])
}

/// Shells whose completion is known.
enum Shell: CaseIterable {
  case bash, zsh, fish

  var name: String {
    switch self {
    case .bash: "bash"
    case .zsh: "zsh"
    case .fish: "fish"
    }
  }

  static var names: [String] { allCases.map { $0.name } }
}

/// Prints the completion of a shell, made of the same table as parser and help.
struct CompletionCommand {
  private let shell: Shell

  init(_ arguments: Arguments) throws(Failure) {
    guard arguments.operands.count == 1,
      let shell = Shell.allCases.first(where: { $0.name.matches(arguments.operands[0]) })
    else {
      throw Failure(.usage, "give one shell: \(joined(Shell.names)); \(arguments.helpHint)")
    }
    self.shell = shell
  }

  func run() throws(Failure) -> ExitStatus {
    switch shell {
    case .bash: BashCompletion.write(to: Stream.output)
    case .zsh: ZshCompletion.write(to: Stream.output)
    case .fish: FishCompletion.write(to: Stream.output)
    }
    return .success
  }
}
