import CPlatform

/// What a file says about a command's options: a line `NAME = VALUE` each, see `ConfigurationLine`. Switches are `true` or
/// `false`. Names of files that do not begin with `/` are taken from the folder that the configuration is in.
struct Configuration {
  private static let mostBytes: Int64 = 1 << 16

  /// What each line sets; a switch that is `false` sets nothing.
  private(set) var settings: [Setting] = []

  /// Where the settings are from, for messages.
  private let path: String

  /// - Throws: status `noInput` if there is no such file, `badData` for a line that cannot be used.
  init(path: String, of command: Command) throws(Failure) {
    self.path = path
    var lineOfName: [(name: String, line: Int)] = []
    let lines = try Configuration.read(path).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, bytes) in lines.enumerated() {
      let line = index + 1
      do throws(ConfigurationLine.Fault) {
        var text = try ConfigurationLine(bytes)
        guard let (key, value) = try text.setting() else { continue }
        let option = try Configuration.option(named: key, of: command)
        if let earlier = lineOfName.first(where: { $0.name.matches(key) }) {
          throw ConfigurationLine.Fault(
            reason: "\(key) is already in line \(earlier.line); leave one of them out")
        }
        lineOfName.append((key, line))
        try set(option, to: value, line: line)
      } catch {
        throw Failure(.badData, "\(place(ofLine: line)): \(printable(error.reason))")
      }
    }
  }

  /// `katydid.toml:12`
  func place(ofLine line: Int) -> String { "\(printable(path)):\(line)" }

  private static func option(
    named name: String, of command: Command
  ) throws(ConfigurationLine.Fault) -> Option {
    let options = command.options.filter { !$0.name.matches(Option.configuration.name) }
    for option in options where option.name.matches(name) { return option }
    let nearest = nearest(to: name, among: options.map { $0.name })
    let hint = nearest.map { "did you mean \($0)? " } ?? ""
    throw ConfigurationLine.Fault(
      reason: "unknown key '\(name)'; \(hint)the keys are the options of 'katydid \(command.name)'"
    )
  }

  private mutating func set(
    _ option: Option, to value: ConfigurationLine.Value, line: Int
  ) throws(ConfigurationLine.Fault) {
    switch value {
    case .number(let number) where option.isNumber:
      settings.append(Setting(name: option.name, value: number, line: line))
    case .text(let text) where option.takesValue && !option.isNumber:
      settings.append(Setting(name: option.name, value: located(text, option), line: line))
    case .boolean(let isSet) where !option.takesValue:
      if isSet { settings.append(Setting(name: option.name, value: nil, line: line)) }
    default:
      let kind =
        option.isNumber
        ? "a number, without quotation marks"
        : option.takesValue ? "a text in quotation marks" : "true or false"
      throw ConfigurationLine.Fault(reason: "the value of \(option.name) is \(kind)")
    }
  }

  /// A value that names a file, with the folder that it is taken from.
  private func located(_ value: String, _ option: Option) -> String {
    let isRelative =
      switch option.completion {
      case .files: true
      case .models: !Model.builtInNames.contains { $0.matches(value) }
      // One without a slash is looked for in PATH.
      case .programs: value.words.first?.bytes.contains(UInt8(ascii: "/")) ?? false
      default: false
      }
    guard isRelative, !value.isEmpty, !value.begins(with: "/"),
      let end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    else { return value }
    return "\(String(decoding: path.utf8[...end], as: UTF8.self))\(value)"
  }

  private static func read(_ path: String) throws(Failure) -> [UInt8] {
    let file = try FileCopy(
      path: path, advice: "give the path of a configuration", mostBytes: mostBytes)
    return Array(file.bytes)
  }
}

extension Option {
  static let configuration = Option(
    "config", "FILE", completion: .files,
    help:
      "Take options from a file, a line each: model = \"chords\", threshold = 0.8, json = true. The command line has precedence. Files that it names are looked for in its folder."
  )
}
