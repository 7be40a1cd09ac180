/// An option of a command. Parsing, help, manual, completion and configuration all read this one description.
struct Option {
  /// Without the dashes.
  let name: String
  /// What stands for the value in the help, nil for a switch.
  let value: String?
  /// Whether the value is a number; without a value, or with a text, it is not.
  let isNumber: Bool
  /// What it does, and what a higher or lower value trades.
  let help: String
  let completion: Completion

  /// What a shell offers for a word.
  enum Completion {
    case nothing
    case files
    /// A built-in model or a file.
    case models
    /// A program and its arguments.
    case programs
    case choices([String])
  }

  /// - Parameter value: nil for a switch.
  init(
    _ name: String, _ value: String? = nil, completion: Completion = .nothing, help: String
  ) {
    self.name = name
    self.value = value
    isNumber = false
    self.help = help
    self.completion = completion
  }

  init(_ name: String, number: String, completion: Completion = .nothing, help: String) {
    self.name = name
    value = number
    isNumber = true
    self.help = help
    self.completion = completion
  }

  var takesValue: Bool {
    // A comparison with nil would be one of strings.
    if case .some = value { return true }
    return false
  }

  /// As it stands in the help.
  var usage: String {
    guard let value else { return "--\(name)" }
    return "--\(name) \(value)"
  }

  static let help = Option("help", help: "Show this page.")
}

/// A command of the program.
final class Command: Sendable {
  enum Kind { case listen, recognize, devices, checkMic, info, completion, manual }

  let kind: Kind
  let name: String
  let summary: String
  /// What comes after the options, as in the usage line.
  let operands: String
  let operandCompletion: Option.Completion
  /// Paragraphs below the usage line.
  let discussion: [String]
  let options: [Option]
  let examples: [Example]

  struct Example {
    let command: String
    let meaning: String
  }

  init(
    kind: Kind, name: String, summary: String, operands: String,
    operandCompletion: Option.Completion, discussion: [String], options: [Option],
    examples: [Example]
  ) {
    self.kind = kind
    self.name = name
    self.summary = summary
    self.operands = operands
    self.operandCompletion = operandCompletion
    self.discussion = discussion
    self.options = options
    self.examples = examples
  }

  static let all = [listen, recognize, devices, checkMic, info, completion, manual]

  var allOptions: [Option] { options + [.help] }

  static func named(_ name: String) throws(Failure) -> Command {
    for command in all where command.name.matches(name) { return command }
    let kind = name.begins(with: "-") ? "option" : "command"
    let nearest = nearest(to: name, among: all.map { $0.name })
    let hint = nearest.map { "did you mean \($0)? " } ?? ""
    throw Failure(
      .usage, "unknown \(kind) '\(printable(name))'; \(hint)'katydid --help' lists the commands")
  }
}
