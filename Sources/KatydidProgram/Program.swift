import CPlatform

/// The board's program: recognises sounds with a model, in a terminal or for another program.
@main
struct Program {
  static let version = "0.1.0"

  static func main() {
    platform_ignore_broken_pipes()
    let words = (1..<max(platform_argument_count(), 1)).map {
      String(cString: platform_argument($0))
    }
    do throws(Failure) {
      let status = try run(words)
      Stream.output.flush()
      platform_exit(status.rawValue)
    } catch {
      error.report()
      platform_exit(error.status.rawValue)
    }
  }

  private static func run(_ words: [String]) throws(Failure) -> ExitStatus {
    guard let first = words.first else {
      HelpText.overview(to: Stream.errors)
      Stream.errors.flush()
      return .usage
    }
    if first.matches("--version") {
      Stream.output.write("katydid \(version)\n")
      return .success
    }
    if first.matches("--help") || first.matches("-h") || first.matches("help") {
      try help(Array(words.dropFirst()))
      return .success
    }
    let command = try Command.named(first)
    let arguments = try Arguments(Array(words.dropFirst()), of: command)
    if arguments.isHelpWanted {
      HelpText.page(of: command, to: Stream.output)
      return .success
    }
    let configured = try arguments.configured()
    do throws(Failure) { return try command.kind.run(configured) } catch {
      throw configured.locating(error)
    }
  }

  private static func help(_ words: [String]) throws(Failure) {
    if let name = words.first {
      HelpText.page(of: try Command.named(name), to: Stream.output)
    } else {
      HelpText.overview(to: Stream.output)
    }
  }
}

extension Command.Kind {
  fileprivate func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    switch self {
    case .listen: try ListenCommand(arguments).run()
    case .recognize: try RecognizeCommand(arguments).run()
    case .devices: try DevicesCommand(arguments).run()
    case .checkMic: try CheckMicCommand(arguments).run()
    case .info: try InfoCommand(arguments).run()
    case .completion: try CompletionCommand(arguments).run()
    case .manual: try ManualCommand(arguments).run()
    }
  }
}
