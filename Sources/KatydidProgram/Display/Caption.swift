/// What stands to the left of a part of the display, where the window has room for it.
enum Caption {
  /// Columns of a window that has room for it.
  static let smallestColumns = 60
  /// What it takes there, and where there is no room for it.
  static let (columns, narrowColumns) = (11, 2)

  /// Writes it before the first line, blanks before the others.
  /// - Returns: The columns that it takes.
  @discardableResult
  static func write(_ text: String, line: Int, columns: Int, to stream: Stream) -> Int {
    stream.write(" ", times: narrowColumns)
    guard columns >= smallestColumns else { return narrowColumns }
    if line == 0 { stream.write(text) }
    let written = narrowColumns + (line == 0 ? text.columns : 0)
    stream.write(" ", times: Caption.columns - written)
    return Caption.columns
  }
}
