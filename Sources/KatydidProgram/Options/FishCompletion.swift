/// Completion for fish.
enum FishCompletion {
  static func write(to stream: Stream) {
    stream.write("complete -c katydid -n __fish_use_subcommand -f -l help -d 'Show help'\n")
    stream.write(
      "complete -c katydid -n __fish_use_subcommand -f -l version -d 'Show the version'\n")
    for command in Command.all {
      stream.write(
        "complete -c katydid -n __fish_use_subcommand -f -a \(command.name) -d \(quoted(command.summary))\n"
      )
      let condition = "-n '__fish_seen_subcommand_from \(command.name)'"
      for option in command.allOptions {
        stream.write("complete -c katydid \(condition) -l \(option.name)")
        if option.takesValue { stream.write(value(option.completion)) }
        stream.write(" -d \(quoted(option.help))\n")
      }
      if case .choices(let words) = command.operandCompletion {
        stream.write(
          "complete -c katydid \(condition) -f -a '\(joined(words, separator: " "))'\n")
      }
    }
  }

  private static func value(_ completion: Option.Completion) -> String {
    switch completion {
    case .nothing: " -x"
    case .files: " -r -F"
    case .models: " -r -F -a '\(joined(Model.builtInNames, separator: " "))'"
    case .programs: " -x -a '(__fish_complete_command)'"
    case .choices(let words): " -x -a '\(joined(words, separator: " "))'"
    }
  }

  /// Within single quotation marks fish knows only \\ and \'.
  private static func quoted(_ text: String) -> String {
    var bytes = [UInt8(ascii: "'")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\") {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "'"))
    return String(decoding: bytes, as: UTF8.self)
  }
}
