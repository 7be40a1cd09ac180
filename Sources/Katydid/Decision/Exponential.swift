/// `2^x` for `x <= 0`; formula and error in `Decision.md`.
@safe struct Exponential {
  static let arenaBytes = align16(4 * 65)

  /// `2^15 * 2^(i / 64)`.
  private let table: UnsafePointer<UInt32>

  init(in arena: inout Arena) {
    unsafe table = unsafe UnsafePointer(arena.take(copying: Tables.exp2Q15))
  }

  /// Q15 from Q10.
  @inline(__always)
  func q15(_ x: Int32) -> UInt32 {
    let places = -(x &>> 10)
    if places >= 16 { return 0 }
    let index = Int(truncatingIfNeeded: (x & 1023) &>> 4)
    let from = unsafe table[index]
    let rise = unsafe table[index &+ 1] &- from
    let value = from &+ (rise &* UInt32(truncatingIfNeeded: x & 15) &+ 8) &>> 4
    return value &>> UInt32(truncatingIfNeeded: places)
  }
}
