/// Frames of several channels as mono samples: the mean of the channels, to nearest with ties to even, limited to
/// Int16. Samples of 16-bit mono files come out as they are; what is not a number becomes 0.
///
/// The sum is taken in Double in the order of the channels and divided once, so that the result is the same on every
/// machine.
/// - Parameters:
///   - frames: Interleaved samples, full scale ±1; a whole number of frames.
///   - output: Room for as many samples as there are frames.
public func mixDown(
  _ frames: UnsafeBufferPointer<Float>, channels: Int,
  into output: UnsafeMutableBufferPointer<Int16>
) {
  precondition(frames.count <= output.count * channels)
  for frame in 0..<frames.count / channels {
    var sum = 0.0
    for channel in 0..<channels { sum += Double(frames[frame * channels + channel]) }
    let mean = sum * 32768 / Double(channels)
    let limited = mean.isNaN ? 0 : min(max(mean, -32768), 32767)
    // At 1.5 * 2^52 and above a Double has no bits after the point: the addition rounds, with no call of libm.
    output[frame] = Int16(limited + roundingOffset - roundingOffset)
  }
}

private let roundingOffset = 0x1.8p52
