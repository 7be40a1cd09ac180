/// The level of a ratio of powers in tenths of a decibel, nil for no power at all.
///
/// Embedded Swift has no logarithm: its binary digits come out one by one when the mantissa is squared again and again.
func decibelTenths(ofPower ratio: Double) -> Int? {
  guard ratio > 0, ratio.isFinite else { return nil }
  var logarithm = Double(ratio.exponent)
  var mantissa = ratio.significand
  var digit = 0.5
  for _ in 0..<16 {
    mantissa *= mantissa
    if mantissa >= 2 {
      mantissa /= 2
      logarithm += digit
    }
    digit /= 2
  }
  // 100 log10(2)
  return nearest(logarithm * 30.102_999_566_398_12)
}

/// The nearest integer, ties away from zero.
func nearest(_ value: Double) -> Int { Int(value < 0 ? value - 0.5 : value + 0.5) }
