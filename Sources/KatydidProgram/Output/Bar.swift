/// A horizontal bar in eighths of a column.
enum Bar {
  private static let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// Writes `value` of `full` as a bar in a field of `columns`.
  static func write(_ value: Int, of full: Int, columns: Int, to stream: Stream) {
    let eighths = min(max(value, 0), full) * columns * 8 / full
    stream.write(Style.green)
    stream.write("█", times: eighths / 8)
    stream.write(parts[eighths % 8])
    stream.write(Style.plain)
    stream.write(" ", times: columns - (eighths + 7) / 8)
  }
}
