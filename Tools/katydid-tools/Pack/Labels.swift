import Foundation

/// The names of the classes, `--classes`: a file with one a line, or a list with commas.
enum Labels {
  static func read(_ argument: String) throws(Failure) -> [String] {
    if FileManager.default.fileExists(atPath: argument) {
      let file = try MappedFile(path: argument)
      guard let text = String(validating: file.bytes, as: UTF8.self) else {
        throw Failure(.badData, file: argument, "not UTF-8", remedy: "save the labels as UTF-8")
      }
      return text.split(whereSeparator: \.isNewline).map(String.init)
    }
    guard argument.contains(",") else {
      throw Failure(
        .noInput, file: argument, "no such file of names",
        remedy: "give a file with one name a line, or the names separated by commas")
    }
    return argument.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
