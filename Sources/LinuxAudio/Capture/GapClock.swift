/// Where on the audio clock frames belong when some were lost: the monotonic clock says how long a gap was.
///
/// Without gaps the position is the number of frames, so that the device's own clock counts.
struct GapClock {
  let rateHz: Int
  /// Place of the next frame, in frames since the start.
  private(set) var position: UInt64 = 0
  /// When the last frames were read.
  private var lastNanoseconds: UInt64 = 0

  init(rateHz: Int) { self.rateHz = rateHz }

  /// Frames begin to come at this time.
  mutating func start(nowNanoseconds: UInt64) { lastNanoseconds = nowNanoseconds }

  /// Frames that were read right now.
  /// - Parameter isAfterGap: Whether frames may have been lost before them.
  /// - Returns: Place of the first of them.
  mutating func take(frames: Int, nowNanoseconds: UInt64, isAfterGap: Bool) -> UInt64 {
    if isAfterGap {
      let elapsed = nowNanoseconds &- lastNanoseconds
      let (seconds, rest) = elapsed.quotientAndRemainder(dividingBy: 1_000_000_000)
      let due = seconds &* UInt64(rateHz) &+ rest &* UInt64(rateHz) / 1_000_000_000
      // As many of those that were due since the last ones as did not come now.
      if due > UInt64(frames) { position &+= due &- UInt64(frames) }
    }
    defer { position &+= UInt64(frames) }
    lastNanoseconds = nowNanoseconds
    return position
  }
}
