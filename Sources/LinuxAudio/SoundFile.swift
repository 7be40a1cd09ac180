import CPlatform
import CSndFile

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A sound file of any kind that libsndfile reads, as mono Int16 samples at the file's own rate.
///
/// Reading allocates nothing here; decoders of compressed files may.
public final class SoundFile {
  /// Frames that a call of `read` gives at most.
  public static let largestBlock = 4096

  public let rateHz: Int
  public let channels: Int
  /// Frames that the file states, nil where it does not say.
  public let frames: Int64?

  private let handle: OpaquePointer
  private let interleaved: UnsafeMutableBufferPointer<Float>
  private var framesRead: Int64 = 0
  /// The container states more than the file has.
  private let isCutShort: Bool

  /// Opens a file.
  /// - Throws: Every `SoundError` but those of raw samples.
  public init(path: String) throws(SoundError) {
    let descriptor = path.withCString { platform_open($0) }
    guard descriptor >= 0 else { throw .cannotOpen(errno: -descriptor) }
    guard !platform_is_directory(descriptor) else {
      platform_close(descriptor)
      throw .isDirectory
    }
    isCutShort = SoundFile.statesMoreThanItHas(descriptor)
    var information = SF_INFO()
    // The library closes the descriptor, also if it fails.
    guard let handle = sf_open_fd(descriptor, Int32(SFM_READ), &information, Int32(SF_TRUE)) else {
      throw .notASound(code: sf_error(nil))
    }
    do throws(SoundError) {
      guard information.frames > 0 else { throw .noSamples }
      guard Resampler.memoryBytes(rateHz: Int(information.samplerate)) != nil else {
        throw .unsupportedRate(hz: Int(information.samplerate))
      }
    } catch {
      sf_close(handle)
      throw error
    }
    self.handle = handle
    rateHz = Int(information.samplerate)
    channels = Int(information.channels)
    frames = information.frames == Int64.max ? nil : information.frames
    interleaved = .allocate(capacity: SoundFile.largestBlock * channels)
  }

  deinit {
    sf_close(handle)
    interleaved.deallocate()
  }

  /// The next samples.
  /// - Returns: How many came, 0 at the end.
  /// - Throws: `.damaged` or `.endsEarly`, after everything that could be read was given.
  public func read(into output: UnsafeMutableBufferPointer<Int16>) throws(SoundError) -> Int {
    let wanted = min(output.count, SoundFile.largestBlock)
    let count = Int(sf_readf_float(handle, interleaved.baseAddress, Int64(wanted)))
    if count > 0 {
      mixDown(
        UnsafeBufferPointer(rebasing: interleaved[..<(count * channels)]), channels: channels,
        into: output)
      framesRead += Int64(count)
      return count
    }
    let code = sf_error(handle)
    if code != 0 { throw .damaged(code: code) }
    if isCutShort { throw .endsEarly }
    if let frames, framesRead < frames { throw .endsEarly }
    return 0
  }
}
