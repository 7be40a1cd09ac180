import Foundation

/// Labelled recordings: a table with the columns `file` and `word` or `label`, and maybe `split`.
struct Manifest {
  struct Clip: Equatable {
    /// As it is written.
    var file: String
    var path: String
    /// As it is written.
    var label: String
    /// Nil without such a column.
    var split: String?
    /// Line of the manifest.
    var line: Int
    /// Row of the manifest, counted from 0, whatever is selected of it.
    var index: Int
  }

  var clips: [Clip]
  private let location: InputLocation

  /// - Throws: `Failure`: `noInput` if there is no such file, else naming the line.
  init(path: String) throws(Failure) {
    location = InputLocation(file: path)
    let file = try MappedFile(path: path)
    guard let text = String(validating: file.bytes, as: UTF8.self) else {
      throw location.error("is not UTF-8; save it as UTF-8")
    }
    let rows = try CSV.rows(of: text, at: location)
    guard let header = rows.first else {
      throw location.error("is empty; its first line names the columns: file,word")
    }
    let columns = try Columns(header.fields, at: location)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    clips = []
    for (index, row) in rows.dropFirst().enumerated() {
      let place = location.at(parameter: "line \(row.line)")
      guard row.fields.count == header.fields.count else {
        throw place.error(
          "has \(row.fields.count) fields, the header \(header.fields.count); quote what has commas"
        )
      }
      let file = row.fields[columns.file]
      guard !file.isEmpty else { throw place.error("names no file") }
      clips.append(
        Clip(
          file: file, path: URL(fileURLWithPath: file, relativeTo: folder).path,
          label: row.fields[columns.label], split: columns.split.map { row.fields[$0] },
          line: row.line, index: index))
    }
    guard !clips.isEmpty else { throw location.error("has a header and no rows") }
  }

  /// Leaves only the clips of a split.
  /// - Throws: `Failure` if there are none.
  mutating func select(split: String) throws(Failure) {
    let there = Set(clips.compactMap(\.split))
    guard !there.isEmpty else {
      throw location.error("has no column 'split'; leave --split out", status: .usage)
    }
    guard there.contains(split) else {
      throw location.error(
        "has no split '\(split)'; " + suggestion(for: split, among: there.sorted()), status: .usage)
    }
    clips.removeAll { $0.split != split }
  }
}

/// Where the columns are.
private struct Columns {
  let file: Int
  let label: Int
  let split: Int?

  init(_ names: [String], at location: InputLocation) throws(Failure) {
    let there = "it has: " + names.joined(separator: ", ")
    for name in names where names.count(where: { $0 == name }) > 1 {
      throw location.error("has two columns '\(name)'")
    }
    guard let file = names.firstIndex(of: "file") else {
      throw location.error("has no column 'file'; \(there)")
    }
    guard let label = names.firstIndex(of: "word") ?? names.firstIndex(of: "label") else {
      throw location.error("has no column 'word' or 'label'; \(there)")
    }
    guard !(names.contains("word") && names.contains("label")) else {
      throw location.error("has a column 'word' and a column 'label'; take one out")
    }
    self.file = file
    self.label = label
    split = names.firstIndex(of: "split")
  }
}
