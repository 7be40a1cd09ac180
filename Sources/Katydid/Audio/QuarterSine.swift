/// Sine and cosine in Q30 at 512 steps to a turn, from a table of a quarter. For set-up: reading the table may take a lock.
enum QuarterSine {
  /// `sin(2 pi step / 512)` for a step of 0 or more.
  static func sine(_ step: Int) -> Int32 {
    let inHalf = step & 255
    let value = Tables.sineQ30[inHalf <= 128 ? inHalf : 256 - inHalf]
    return step & 256 == 0 ? value : -value
  }

  /// `cos(2 pi step / 512)`.
  static func cosine(_ step: Int) -> Int32 { sine(step + 128) }
}
