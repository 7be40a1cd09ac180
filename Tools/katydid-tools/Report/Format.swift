import Foundation

/// Numbers and texts as people read them.
enum Format {
  /// Four significant digits.
  static func number(_ value: Double) -> String { String(format: "%.4g", value) }

  /// A stored fixed-point number: up to four digits after the point.
  static func fraction(_ value: Double) -> String {
    let rounded = (value * 10_000).rounded() / 10_000
    return rounded == value.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }

  /// Enough digits to tell a perfect share from an almost perfect one.
  static func agreement(_ share: Double) -> String {
    share == 1 ? "100 %" : String(format: "%.4f %%", min(100 * share, 99.9999))
  }

  static func bytes(_ count: Int) -> String {
    var digits = String(count)
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: index))
      index -= 3
    }
    return digits
  }

  /// A text from a file without what would steer the terminal.
  static func printable(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      let isControl = scalar.properties.generalCategory == .control && scalar != "\n"
      result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
    }
  }

  /// A range of real values, or the one value.
  static func range(_ lowest: Double, _ highest: Double) -> String {
    let (low, high) = (number(lowest), number(highest))
    return low == high ? low : "\(low) to \(high)"
  }
}
