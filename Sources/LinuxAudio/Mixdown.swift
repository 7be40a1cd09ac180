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
  guard channels > 1 else {
    // Most files; without the inner loop it runs on vectors.
    for index in 0..<frames.count { output[index] = sample(Double(frames[index]), of: 1) }
    return
  }
  for frame in 0..<frames.count / channels {
    var sum = 0.0
    for channel in 0..<channels { sum += Double(frames[frame * channels + channel]) }
    output[frame] = sample(sum, of: Double(channels))
  }
}

/// The mean of so many channels with this sum, full scale ±1, as a sample.
@inline(__always)
private func sample(_ sum: Double, of channels: Double) -> Int16 {
  let mean = sum * 32768 / channels
  let number = mean == mean ? mean : 0
  let limited = number < -32768 ? -32768 : number > 32767 ? 32767 : number
  // From 2^52 on a Double has no bits after the point: the addition rounds, and the integer stands in the lowest bits.
  return Int16(truncatingIfNeeded: (limited + 0x1.8p52).bitPattern)
}
