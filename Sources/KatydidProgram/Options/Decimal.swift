/// `text` as a decimal number times `scale`, to the nearest integer, ties up, without floating point: `("0.5", 32768)` is 16384.
///
/// - Returns: nil if it is no plain decimal number such as `2`, `0.25` or `.5`, or has more than nine digits before or after
///   the point.
func scaledDecimal(_ text: String, by scale: Int) -> Int? {
  let parts = text.parts(separator: ".", most: 2).map { $0.bytes }
  let scale = Int64(scale)
  guard let whole = digits(parts[0]) else { return nil }
  guard parts.count == 2 else { return parts[0].isEmpty ? nil : Int(exactly: whole * scale) }
  guard let fraction = digits(parts[1]), !(parts[0].isEmpty && parts[1].isEmpty) else {
    return nil
  }
  var unit: Int64 = 1
  for _ in 0..<parts[1].count { unit *= 10 }
  return Int(exactly: whole * scale + (2 * fraction * scale + unit) / (2 * unit))
}

/// The number that up to nine digits make; 0 of none.
private func digits(_ text: [UInt8]) -> Int64? {
  guard text.count <= 9 else { return nil }
  var value: Int64 = 0
  for byte in text {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    value = 10 * value + Int64(byte - UInt8(ascii: "0"))
  }
  return value
}
