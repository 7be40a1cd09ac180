/// Something was recognised.
public struct Event: Equatable, Sendable {
  /// The class of the network's readout, an index into the blob's labels.
  public let classIndex: Int
  /// Q15, up to 32,768: softmax over the smoothed readout.
  public let score: Int32
  /// Audio time of the last sample that the decision saw, in samples at 16 kHz since the start.
  public let timeSamples: UInt64
}
