import CPlatform

/// True speed: after so many samples, the time that they take has passed.
struct Pace {
  private let rateHz: Int
  private let start = platform_nanoseconds()

  init(rateHz: Int) { self.rateHz = rateHz }

  /// Blocks of 20 ms, so that what happens is seen when it is heard.
  static func blockSamples(rateHz: Int) -> Int { rateHz / 50 }

  /// Ends early if the program is interrupted.
  func wait(afterSamples samples: Int64) {
    let nanoseconds = UInt64(samples) * 1_000_000_000 / UInt64(rateHz)
    _ = platform_sleep_until(start + nanoseconds)
  }
}
