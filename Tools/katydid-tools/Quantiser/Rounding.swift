import Foundation
import Katydid

/// How real parameters become integers; each as `Numbers.md` says.
enum Rounding {
  /// Relative distance within which a threshold counts as a whole number of units: the error of float32.
  private static let snap = 1e-6

  /// A factor of 0...1 in Q31; 1 becomes the largest below it. Nil if out of range.
  static func q31(_ factor: Double) -> Int32? {
    guard (0...1).contains(factor) else { return nil }
    return Int32(min((factor * 0x1p31).rounded(), 0x1p31 - 1))
  }

  /// A state or a parameter of one, in units, to nearest. Nil if out of range.
  static func units(_ value: Double) -> Int32? {
    let rounded = value.rounded()
    guard abs(rounded) <= Double(maximumState) else { return nil }
    return Int32(rounded)
  }

  /// A threshold in units. For an integer potential, `v > T` is `v > floor(T)`, and `v >= T` is `v >= ceil(T)`.
  static func threshold(_ value: Double, _ comparison: Comparison) -> Int32? {
    let nearest = value.rounded()
    if abs(value - nearest) <= snap * abs(value) { return units(nearest) }
    return units(value.rounded(comparison == .greater ? .down : .up))
  }

  /// A coupling as `mantissa * 2^-shift` with `2^30 <= abs(mantissa) < 2^31`. Nil if its magnitude is 2^30 or more.
  static func coupling(_ factor: Double) -> (mantissa: Int32, shift: Int32)? {
    // Below 2^-32 the product with any state rounds to zero.
    guard abs(factor) >= 0x1p-32 else { return factor.isNaN ? nil : (0, 31) }
    guard factor.isFinite else { return nil }
    var exponent = Int(factor.exponent) + 1
    var mantissa = scalbn(factor, 31 - exponent).rounded()
    if abs(mantissa) >= 0x1p31 {
      mantissa /= 2
      exponent += 1
    }
    guard (1...62).contains(31 - exponent) else { return nil }
    return (Int32(mantissa), Int32(31 - exponent))
  }
}
