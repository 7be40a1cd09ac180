/// An option that a word of the command line sets, or a line of a configuration.
struct Setting {
  /// Of the option.
  let name: String
  /// nil for a switch.
  let value: String?
  /// Of the configuration, from 1; nil for an option of the command line.
  var line: Int?
}
