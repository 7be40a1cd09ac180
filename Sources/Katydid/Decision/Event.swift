/// Something was recognised.
public struct Event: Equatable, Sendable {
  /// The class of the network's readout, an index into the blob's labels.
  public let classIndex: Int
  /// Q15, up to 32,768: softmax over the smoothed readout.
  public let score: Int32
  /// Audio time of the last sample that the decision saw, in samples at 16 kHz since the start.
  public let timeSamples: UInt64
}

// What is printed of an event, as integers: the same digits everywhere.
extension Event {
  /// Audio time in milliseconds, to nearest.
  /// - Parameter offsetSamples: What the recogniser did not hear before it, in samples at 16 kHz.
  public func timeMilliseconds(offsetSamples: Int64 = 0) -> Int64 {
    // 16 samples a millisecond.
    (Int64(truncatingIfNeeded: timeSamples) &+ offsetSamples &+ 8) / 16
  }

  /// The score in hundredths, to nearest. One of them is 327.68 of Q15.
  public var scoreHundredths: Int { (Int(score) &* 100 &+ 1 &<< 14) &>> 15 }
}
