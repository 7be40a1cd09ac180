/// A sum pooling before weights: every event is passed on at each window over its element.
///
/// All that follows is linear, so the events of a window need not be merged.
struct PooledWeights {
  private let windows: SlidingWindows
  private let weights: Weights

  /// Bytes that the arena formula counts for this structure, on every platform alike.
  static let arenaBytes = 256

  init(_ shape: ConvolutionShape, before weights: Weights) {
    windows = SlidingWindows(shape)
    self.weights = weights
  }

  /// Adds what one event brings; returns the synapses passed.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(never)
  func add(_ source: Int, _ value: Int32, to sums: UnsafeMutablePointer<Int32>) -> Int {
    var passed = 0
    let channel = windows.channel(of: source) &* windows.outputChannelCount
    windows.forEachWindow(over: source) { output, _ in
      unsafe passed &+= weights.add(channel &+ output, value, to: sums)
    }
    return passed
  }
}
