import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// Raw samples from a descriptor, such as standard input, as mono Int16 samples at their own rate.
///
/// Reads whatever a pipe gives and passes it on at once, in blocks of any size.
public final class RawPCM {
  private static let bufferBytes = 1 << 15

  public let rateHz: Int
  public let channels: Int
  public let format: PCMFormat

  private let descriptor: Int32
  private let bytes: UnsafeMutableRawBufferPointer
  /// Bytes of a frame that is not complete yet, at the start of the buffer.
  private var pendingBytes = 0
  private let interleaved: UnsafeMutableBufferPointer<Float>
  private var hasSamples = false

  /// - Parameter channels: 1...1,024.
  /// - Throws: `.unsupportedRate`.
  public init(
    descriptor: Int32 = 0, rateHz: Int, channels: Int, format: PCMFormat
  ) throws(SoundError) {
    precondition((1...1024).contains(channels))
    guard Resampler.memoryBytes(rateHz: rateHz) != nil else {
      throw .unsupportedRate(hz: rateHz)
    }
    self.descriptor = descriptor
    self.rateHz = rateHz
    self.channels = channels
    self.format = format
    bytes = .allocate(byteCount: RawPCM.bufferBytes, alignment: 16)
    interleaved = .allocate(capacity: RawPCM.bufferBytes / format.sampleBytes)
  }

  deinit {
    bytes.deallocate()
    interleaved.deallocate()
  }

  /// The next samples, as soon as there are any.
  /// - Returns: How many came, 0 at the end.
  /// - Throws: `.noSamples`, `.partialFrame` at the end, `.cannotRead`.
  public func read(into output: UnsafeMutableBufferPointer<Int16>) throws(SoundError) -> Int {
    let frameBytes = channels * format.sampleBytes
    let room = min(output.count, bytes.count / frameBytes) * frameBytes
    while pendingBytes < frameBytes {
      let count = platform_read(
        descriptor, bytes.baseAddress! + pendingBytes, room - pendingBytes)
      guard count >= 0 else { throw .cannotRead(errno: Int32(-count)) }
      guard count > 0 else { return try end(frameBytes: frameBytes) }
      pendingBytes += count
    }
    hasSamples = true
    let frames = pendingBytes / frameBytes
    let wholeBytes = frames * frameBytes
    format.decode(UnsafeRawBufferPointer(rebasing: bytes[..<wholeBytes]), into: interleaved)
    mixDown(
      UnsafeBufferPointer(rebasing: interleaved[..<(frames * channels)]), channels: channels,
      into: output)
    pendingBytes -= wholeBytes
    for index in 0..<pendingBytes { bytes[index] = bytes[wholeBytes + index] }
    return frames
  }

  private func end(frameBytes: Int) throws(SoundError) -> Int {
    let rest = pendingBytes
    pendingBytes = 0
    if rest > 0 { throw .partialFrame(bytes: rest, frameBytes: frameBytes) }
    if !hasSamples { throw .noSamples }
    return 0
  }
}
