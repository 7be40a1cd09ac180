/// The words after a command, sorted into options and operands, and the options that a configuration adds.
final class Arguments {
  let command: Command
  /// In the order given, after those of the configuration; of an option that comes twice the last one counts.
  private var given: [Setting] = []
  private var configuration: Configuration?
  private(set) var operands: [String] = []

  /// - Throws: status `usage` for an unknown option, a missing value, a value too many.
  init(_ words: [String], of command: Command) throws(Failure) {
    self.command = command
    var index = 0
    var areOptionsOver = false
    while index < words.count {
      let word = words[index]
      index += 1
      if areOptionsOver || !word.begins(with: "-") || word.matches("-") {
        operands.append(word)
      } else if word.matches("--") {
        areOptionsOver = true
      } else {
        try take(option: word, next: index < words.count ? words[index] : nil, &index)
      }
    }
  }

  /// The same words with another configuration.
  private init(_ words: Arguments, _ configuration: Configuration) {
    command = words.command
    operands = words.operands
    given = configuration.settings + words.given.filter { $0.line == nil }
    self.configuration = configuration
  }

  var isHelpWanted: Bool { isSet(Option.help.name) }

  func isSet(_ name: String) -> Bool { given.contains { $0.name.matches(name) } }

  func value(_ name: String) -> String? { given.last { $0.name.matches(name) }?.value }

  /// Whether an option is the same in both.
  func sets(_ name: String, as other: Arguments) -> Bool {
    guard isSet(name) == other.isSet(name) else { return false }
    return (value(name) ?? "").matches(other.value(name) ?? "")
  }

  /// What they are with the configuration that they name, as it is now.
  /// - Throws: status `noInput`, `badData`.
  func configured() throws(Failure) -> Arguments {
    guard let path = value(Option.configuration.name) else { return self }
    return Arguments(self, try Configuration(path: path, of: command))
  }

  /// A failure with the line of the configuration, where it is about an option that stands there.
  func locating(_ failure: Failure) -> Failure {
    guard let option = failure.option, let configuration,
      let line = given.last(where: { $0.name.matches(option) })?.line
    else { return failure }
    return failure.located(at: configuration.place(ofLine: line))
  }

  /// A wrong value of an option.
  func failure(_ option: String, _ expected: String) -> Failure {
    let value = printable(value(option) ?? "")
    return Failure(.usage, option: option, " \(value): give \(expected); \(helpHint)")
  }

  var helpHint: String { "'katydid \(command.name) --help' explains it" }

  private func take(option word: String, next: String?, _ index: inout Int)
    throws(Failure)
  {
    let parts = word.parts(separator: "=", most: 2)
    let spelling = parts[0]
    let attached = parts.count == 2 ? parts[1] : nil
    let option = try find(spelling)

    if let attached {
      guard option.takesValue else {
        throw Failure(.usage, "\(spelling) takes no value; \(helpHint)")
      }
      given.append(Setting(name: option.name, value: attached))
    } else if !option.takesValue {
      given.append(Setting(name: option.name, value: nil))
    } else if let next, !isOption(next) {
      given.append(Setting(name: option.name, value: next))
      index += 1
    } else {
      throw Failure(.usage, "\(option.usage): the value is missing; \(helpHint)")
    }
  }

  private func find(_ spelling: String) throws(Failure) -> Option {
    if spelling.matches("-h") { return .help }
    for option in command.allOptions where "--\(option.name)".matches(spelling) { return option }
    let nearest = nearest(to: spelling, among: command.allOptions.map { "--\($0.name)" })
    let hint = nearest.map { "did you mean \($0)? " } ?? ""
    throw Failure(
      .usage,
      "unknown option '\(printable(spelling))'; \(hint)'katydid \(command.name) --help' lists the options"
    )
  }

  /// Whether a word is one of this command's options, so that it cannot be the value of another.
  private func isOption(_ word: String) -> Bool {
    command.allOptions.contains {
      "--\($0.name)".matches(word) || word.begins(with: "--\($0.name)=")
    }
  }
}
