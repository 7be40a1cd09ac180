/// Brings samples of another rate to 16 kHz with a polyphase filter: the same bits everywhere (`FrontEnd.md`).
///
/// It belongs to whoever knows the rate of the input, and has memory of its own for the coefficients and the last input samples.
/// A push allocates nothing and cannot fail.
@safe public struct Resampler: ~Copyable {
  private let filter: ResamplingFilter
  private let coefficients: UnsafeMutablePointer<Int16>
  /// The last `taps` input samples, twice in a row: from `oldest` on they lie in one piece.
  private let history: UnsafeMutablePointer<Int16>
  private var oldest = 0
  /// Input samples that the next output sample still waits for.
  private var missing: Int
  private var phase = 0

  /// What a push came to.
  public struct Progress: Equatable, Sendable {
    /// Of the input, from the first of those pushed on.
    public let samplesTaken: Int
    /// At 16 kHz, to the output.
    public let samplesWritten: Int
  }

  /// Working memory in bytes for an input of this rate; nil if the rate is none of 8, 11.025, 16, 22.05, 32, 44.1, 48, 96 kHz.
  public static func memoryBytes(rateHz: Int) -> Int? {
    ResamplingFilter(rateHz: rateHz).map {
      max(16, align16(2 * $0.phases * $0.taps) + align16(4 * $0.taps))
    }
  }

  /// - Parameters:
  ///   - rateHz: Of the input.
  ///   - memory: Starts at a multiple of 16 and has at least `memoryBytes(rateHz:)`.
  /// - Throws: `.outOfRange` for a rate that is not supported, `.arenaTooSmall`, `.misaligned`.
  public init(rateHz: Int, memory: UnsafeMutableRawBufferPointer) throws(ModelError) {
    guard
      let filter = ResamplingFilter(rateHz: rateHz),
      let bytes = Resampler.memoryBytes(rateHz: rateHz)
    else { throw ModelError(.outOfRange, at: 0) }
    var arena = unsafe try Arena(memory, required: bytes)
    self.filter = filter
    missing = filter.halfTaps + 1
    unsafe coefficients = unsafe arena.take(Int16.self, count: filter.phases * filter.taps)
    unsafe history = unsafe arena.take(Int16.self, count: 2 * filter.taps)
    for phase in 0..<filter.phases {
      unsafe filter.fill(coefficients + phase * filter.taps, phase: phase)
    }
  }

  /// Takes samples until they end or the output is full.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(never)  // Within a larger function there would be too few registers for its loop.
  public mutating func push(
    _ samples: UnsafeBufferPointer<Int16>, into output: UnsafeMutableBufferPointer<Int16>
  ) -> Progress {
    if filter.taps == 0 {
      let count = min(samples.count, output.count)
      for index in 0..<count { unsafe output[index] = samples[index] }
      return Progress(samplesTaken: count, samplesWritten: count)
    }
    var taken = 0
    var written = 0
    while true {
      if missing > 0 {
        if taken == samples.count { break }
        unsafe remember(samples[taken])
        taken &+= 1
        missing &-= 1
      } else {
        if written == output.count { break }
        unsafe output[written] = filtered()
        written &+= 1
        phase &+= filter.stride
        while phase >= filter.phases {
          phase &-= filter.phases
          missing &+= 1
        }
      }
    }
    return Progress(samplesTaken: taken, samplesWritten: written)
  }

  /// Back to the state after set-up.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  public mutating func reset() {
    for index in 0..<2 &* filter.taps { unsafe history[index] = 0 }
    oldest = 0
    missing = filter.halfTaps &+ 1
    phase = 0
  }

  @inline(__always)
  private mutating func remember(_ sample: Int16) {
    unsafe history[oldest] = sample
    unsafe history[oldest &+ filter.taps] = sample
    oldest &+= 1
    if oldest == filter.taps { oldest = 0 }
  }

  /// The output sample of the current phase: each half of the taps fits 32 bits for any input.
  @inline(__always)
  private func filtered() -> Int16 {
    let x = unsafe history + oldest
    let c = unsafe coefficients + phase &* filter.taps
    let half = filter.halfTaps
    let early = unsafe dotProduct(x, c, count: half)
    let late = unsafe dotProduct(x + half, c + half, count: half)
    let rounded = (Int64(early) &+ Int64(late) &+ 1 << 14) &>> 15
    return Int16(truncatingIfNeeded: min(max(rounded, -32_768), 32_767))
  }

  @inline(__always)
  private func dotProduct(
    _ x: UnsafePointer<Int16>, _ y: UnsafePointer<Int16>, count: Int
  ) -> Int32 {
    var sum: Int32 = 0
    for index in 0..<count { unsafe sum &+= Int32(x[index]) &* Int32(y[index]) }
    return sum
  }
}
