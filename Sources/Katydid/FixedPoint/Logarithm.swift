/// Logarithm to base 2 of an integer; formula and error in `FrontEnd.md`.
@safe struct Logarithm {
  static let arenaBytes = align16(4 * 65)

  /// Logarithm of 0, which is below that of every other number.
  static let ofZero: Int32 = -1024

  /// `2^16 log2(1 + i / 64)`.
  private let table: UnsafePointer<UInt32>

  init(in arena: inout Arena) {
    unsafe table = unsafe UnsafePointer(arena.take(copying: Tables.log2Q16))
  }

  /// `log2(value)` in Q10.
  @inline(__always)
  func q10(_ value: UInt64) -> Int32 {
    if value == 0 { return Logarithm.ofZero }
    let zeros = value.leadingZeroBitCount
    // The mantissa from its top bit on, without the leading one.
    let mantissa = (value &<< UInt64(truncatingIfNeeded: zeros)) &<< 1
    let index = Int(truncatingIfNeeded: mantissa &>> 58)
    let rest = UInt32(truncatingIfNeeded: mantissa &>> 42) & 0xFFFF
    let from = unsafe table[index]
    let rise = unsafe table[index &+ 1] &- from
    let fraction = from &+ (rise &* rest &+ 1 &<< 15) &>> 16
    let integer = UInt32(truncatingIfNeeded: 63 &- zeros) &<< 16
    return Int32(truncatingIfNeeded: (integer &+ fraction &+ 1 &<< 5) &>> 6)
  }
}
