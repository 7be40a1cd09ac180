#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

// What is printed of an event, as integers: the same digits everywhere.

extension Event {
  /// Audio time in milliseconds, to nearest.
  /// - Parameter offsetSamples: What the recogniser did not hear before it, in samples at 16 kHz.
  func timeMilliseconds(offsetSamples: Int64) -> Int64 {
    // 16 samples a millisecond.
    (Int64(timeSamples) + offsetSamples + 8) / 16
  }

  /// The score in hundredths, to nearest. One of them is 327.68 of Q15.
  var scoreHundredths: Int { (Int(score) * 100 + 1 << 14) >> 15 }
}
