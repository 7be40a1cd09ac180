import Foundation

/// Rows of text in aligned columns.
struct TextTable {
  enum Alignment { case left, right }

  private let alignment: [Alignment]
  private let indentation: Int
  private var rows: [[String]] = []

  init(alignment: [Alignment], indentation: Int = 0) {
    self.alignment = alignment
    self.indentation = indentation
  }

  mutating func append(_ cells: [String]) { rows.append(cells) }

  /// The rows, each with a line feed.
  var text: String {
    let widths = alignment.indices.map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = zip(row, zip(widths, alignment)).map { cell, column in
        let padding = String(repeating: " ", count: column.0 - cell.count)
        return column.1 == .left ? cell + padding : padding + cell
      }
      var line = String(repeating: " ", count: indentation) + cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}

extension Encodable {
  /// The same value always gives the same text: keys are sorted.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
