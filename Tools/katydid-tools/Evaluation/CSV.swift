import Foundation

/// Tables of comma-separated values as RFC 4180 has them: quoted fields may hold commas, quotes (doubled) and line breaks.
enum CSV {
  struct Row: Equatable {
    /// Where it begins, counted from 1.
    var line: Int
    var fields: [String]
  }

  /// Splits a text into rows. Lines without anything are left out; lines end with LF or CRLF.
  ///
  /// - Throws: `Failure` naming the line of a quote that is misplaced or never closed.
  static func rows(of text: String, at location: InputLocation) throws(Failure) -> [Row] {
    var rows: [Row] = []
    var reader = CSVReader(text)
    while let row = try reader.next(at: location) {
      if row.fields != [""] { rows.append(row) }
    }
    return rows
  }

  /// A row with its line break, LF as everywhere on Unix.
  static func line(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",") + "\n"
  }

  private static func quoted(_ field: String) -> String {
    let needsQuotes = field.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
  }
}

/// A cursor over the text.
private struct CSVReader {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var line = 1

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    // Spreadsheets begin a file with a byte order mark.
    if scalars.first == "\u{FEFF}" { index = 1 }
  }

  private var isAtEnd: Bool { index >= scalars.count }

  private var isAtLineBreak: Bool {
    if scalars[index] == "\n" { return true }
    return scalars[index] == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
  }

  /// The next row, nil at the end.
  mutating func next(at location: InputLocation) throws(Failure) -> CSV.Row? {
    guard !isAtEnd else { return nil }
    var row = CSV.Row(line: line, fields: [])
    while true {
      row.fields.append(try field(at: location))
      guard !isAtEnd else { return row }
      if scalars[index] == "," {
        index += 1
        continue
      }
      index += scalars[index] == "\r" ? 2 : 1
      line += 1
      return row
    }
  }

  /// A field; leaves the cursor at the comma or line break after it, or at the end.
  private mutating func field(at location: InputLocation) throws(Failure) -> String {
    var text = String.UnicodeScalarView()
    if !isAtEnd, scalars[index] == "\"" {
      let start = line
      index += 1
      while true {
        guard !isAtEnd else {
          throw location.at(parameter: "line \(start)").error("a quote is opened and never closed")
        }
        if scalars[index] == "\"" {
          index += 1
          guard !isAtEnd, scalars[index] == "\"" else { break }
        }
        if scalars[index] == "\n" { line += 1 }
        text.append(scalars[index])
        index += 1
      }
      guard isAtEnd || scalars[index] == "," || isAtLineBreak else {
        throw location.at(parameter: "line \(line)").error(
          "something follows a closing quote; double a quote that is part of a field")
      }
      return String(text)
    }
    while !isAtEnd, scalars[index] != ",", !isAtLineBreak {
      guard scalars[index] != "\"" else {
        throw location.at(parameter: "line \(line)").error(
          "a quote inside a field; put the whole field in quotes and double it")
      }
      text.append(scalars[index])
      index += 1
    }
    return String(text)
  }
}
