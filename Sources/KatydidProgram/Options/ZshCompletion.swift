/// Completion for zsh.
enum ZshCompletion {
  static func write(to stream: Stream) {
    stream.write("#compdef katydid\n\n_katydid() {\n  if (( CURRENT == 2 )); then\n")
    stream.write("    local -a commands=(\n")
    for command in Command.all {
      stream.write("      \(quoted("\(command.name):\(command.summary)"))\n")
    }
    stream.write(
      "      --help --version\n    )\n    _describe command commands\n    return\n  fi\n")
    stream.write(
      "  local command=${words[2]}\n  shift words\n  (( CURRENT-- ))\n  case $command in\n")
    for command in Command.all {
      stream.write("    \(command.name))\n      _arguments")
      for option in command.allOptions {
        var specification = "--\(option.name)"
        if option.takesValue { specification += "=" }
        specification += "[\(bracketed(option.help))]"
        if let value = option.value { specification += ":\(value):\(action(option.completion))" }
        stream.write(" \\\n        \(quoted(specification))")
      }
      stream.write(" \\\n        \(quoted("*:operand:\(action(command.operandCompletion))")) ;;\n")
    }
    stream.write("  esac\n}\n\ncompdef _katydid katydid\n")
  }

  private static func action(_ completion: Option.Completion) -> String {
    switch completion {
    case .nothing: " "
    case .files: "_files"
    case .models:
      "_alternative 'built-in:built-in model:(\(joined(Model.builtInNames, separator: " ")))' 'files:file:_files'"
    case .programs: "_command_names -e"
    case .choices(let words): "(\(joined(words, separator: " ")))"
    }
  }

  /// Brackets and colons have a meaning in a specification.
  private static func bracketed(_ text: String) -> String {
    escaped(text, [UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":")])
  }

  private static func quoted(_ text: String) -> String { "'\(apostrophesEscaped(text))'" }

  private static func apostrophesEscaped(_ text: String) -> String {
    joined(text.parts(separator: "'"), separator: "'\\''")
  }

  private static func escaped(_ text: String, _ special: [UInt8]) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if special.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
