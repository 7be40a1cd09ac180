/// Completion for bash.
enum BashCompletion {
  static func write(to stream: Stream) {
    stream.write(
      """
      _katydid() {
        local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
        COMPREPLY=()
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "\(joined(Command.all.map { $0.name }, separator: " ")) --help --version" -- "$word"))
          return
        fi
        case ${COMP_WORDS[1]} in

      """)
    for command in Command.all {
      stream.write("    \(command.name))\n      case $previous in\n")
      for option in command.options where option.takesValue {
        stream.write("        --\(option.name)) \(reply(option.completion)); return ;;\n")
      }
      let options = joined(command.allOptions.map { "--\($0.name)" }, separator: " ")
      stream.write("      esac\n      if [[ $word == -* ]]; then\n")
      stream.write("        COMPREPLY=($(compgen -W \"\(options)\" -- \"$word\"))\n      else\n")
      stream.write("        \(reply(command.operandCompletion))\n      fi ;;\n")
    }
    stream.write("  esac\n}\ncomplete -o filenames -F _katydid katydid\n")
  }

  private static func reply(_ completion: Option.Completion) -> String {
    switch completion {
    case .nothing: ":"
    case .files: "COMPREPLY=($(compgen -f -- \"$word\"))"
    case .models:
      "COMPREPLY=($(compgen -f -W \"\(joined(Model.builtInNames, separator: " "))\" -- \"$word\"))"
    case .programs: "COMPREPLY=($(compgen -c -- \"$word\"))"
    case .choices(let words):
      "COMPREPLY=($(compgen -W \"\(joined(words, separator: " "))\" -- \"$word\"))"
    }
  }
}
