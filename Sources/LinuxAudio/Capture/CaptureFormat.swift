#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// What a device gives.
public struct CaptureFormat: Equatable, Sendable {
  /// One of those that the resampler knows.
  public let rateHz: Int
  public let channels: Int
  public let samples: PCMFormat
  /// Frames that come at a time.
  public let periodFrames: Int

  /// Rates in the order in which they are taken: the network's own needs no resampling, a multiple little.
  static let ratesHz = [16_000, 48_000, 32_000, 96_000, 44_100, 22_050, 11_025, 8_000]
  static let largestChannelCount = 8

  var frameBytes: Int { channels * samples.sampleBytes }
  var periodBytes: Int { periodFrames * frameBytes }
}

/// What a period says besides its samples.
public enum CaptureNotice: UInt32, Sendable {
  /// Samples, nothing else.
  case audio
  /// Samples after a gap: the capture was too slow for the device.
  case overrun
  /// No samples: the machine sleeps, or the sound server suspended the device.
  case suspended
  /// No samples: the device claimed to run and gave nothing; it is opened anew.
  case stalled
  /// No samples: the device is gone; it will be opened when it is back.
  case lost
  /// Samples again after a gap.
  case resumed
  /// No samples: the thread may not run in real time.
  case notRealTime

  /// As the ring carries it, with an error number beside it.
  func word(error: Int32) -> UInt32 { rawValue | UInt32(bitPattern: error) << 8 }

  init(word: UInt32) {
    // Only what `word(error:)` made comes here.
    self = CaptureNotice(rawValue: word & 0xFF) ?? .audio
  }

  static func error(word: UInt32) -> Int32 { Int32(bitPattern: word >> 8) }
}
