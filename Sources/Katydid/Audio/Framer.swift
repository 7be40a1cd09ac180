/// Cuts samples into overlapping frames: after every hop the last `frameSamples`, zeros before the start.
@safe struct Framer {
  static let hopSamples = 160
  static let frameSamples = 512
  static let arenaBytes = 2 * frameSamples

  /// The last `frameSamples` samples once a hop is complete; while it fills, its new samples stand at the end.
  let frame: UnsafeMutablePointer<Int16>
  /// Samples of the hop under way.
  private var filled = hopSamples

  init(in arena: inout Arena) {
    unsafe frame = unsafe arena.take(Int16.self, count: Framer.frameSamples)
  }

  /// The samples that the last hop brought.
  var hop: UnsafePointer<Int16> {
    unsafe UnsafePointer(frame + (Framer.frameSamples - Framer.hopSamples))
  }

  /// Whether the samples pushed so far end with a complete hop.
  var isComplete: Bool { filled == Framer.hopSamples }

  /// Takes samples until a hop is complete or they end; returns how many it took.
  @inline(__always)
  mutating func push(_ samples: UnsafeBufferPointer<Int16>) -> Int {
    guard let source = samples.baseAddress, samples.count > 0 else { return 0 }
    if isComplete {
      let kept = Framer.frameSamples - Framer.hopSamples
      for index in 0..<kept { unsafe frame[index] = frame[index &+ Framer.hopSamples] }
      filled = 0
    }
    let taken = min(Framer.hopSamples &- filled, samples.count)
    let target = unsafe frame + (Framer.frameSamples - Framer.hopSamples &+ filled)
    for index in 0..<taken { unsafe target[index] = source[index] }
    filled &+= taken
    return taken
  }

  mutating func clear() {
    for index in 0..<Framer.frameSamples { unsafe frame[index] = 0 }
    filled = Framer.hopSamples
  }
}
