import CALSA

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// What an opened device can give: rates, channels and formats, each on its own. Not every combination need exist.
public struct DeviceOffer: Sendable {
  /// Lowest and highest rate in Hz.
  public private(set) var rateRangeHz = 0...0
  /// Whether every rate in between is offered, too.
  public private(set) var hasAnyRate = false
  /// The usual rates that it offers, in Hz, those included that we do not take.
  public private(set) var ratesHz: [Int] = []
  /// Fewest and most channels.
  public private(set) var channelRange = 0...0
  /// Numbers of channels that it offers, up to eight.
  public private(set) var channels: [Int] = []
  /// ALSA's names of the formats that it offers, those included that we do not take.
  public private(set) var formats: [String] = []

  private static let usualRatesHz = [
    5_512, 8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200,
    96_000, 176_400, 192_000, 384_000,
  ]
  private static let mostChannels = 8
  /// A device without hardware may have no limit at all.
  private static let (endlessRateHz, endlessChannels) = (10_000_000, 10_000)
  /// A list of more formats than that helps nobody.
  private static let mostFormatsInText = 8

  /// Asks the device. Nothing that plug-ins make by resampling counts.
  /// - Parameter pcm: An opened `snd_pcm_t`; its configuration stays as it is. One that does not answer offers nothing.
  public init(of pcm: OpaquePointer) {
    var allocated: OpaquePointer?
    guard snd_pcm_hw_params_malloc(&allocated) == 0, let parameters = allocated else { return }
    defer { snd_pcm_hw_params_free(parameters) }
    guard snd_pcm_hw_params_any(pcm, parameters) >= 0 else { return }
    snd_pcm_hw_params_set_rate_resample(pcm, parameters, 0)

    let hasRate = { (hz: Int) in snd_pcm_hw_params_test_rate(pcm, parameters, UInt32(hz), 0) == 0 }
    var (least, most): (UInt32, UInt32) = (0, 0)
    snd_pcm_hw_params_get_rate_min(parameters, &least, nil)
    snd_pcm_hw_params_get_rate_max(parameters, &most, nil)
    rateRangeHz = DeviceOffer.range(least, most)
    ratesHz = DeviceOffer.usualRatesHz.filter(hasRate)
    // Rates that no list of rates has.
    hasAnyRate = least < most && hasRate(Int(least) + 1) && hasRate(Int(most) - 1)

    snd_pcm_hw_params_get_channels_min(parameters, &least)
    snd_pcm_hw_params_get_channels_max(parameters, &most)
    channelRange = DeviceOffer.range(least, most)
    channels = (1...DeviceOffer.mostChannels).filter {
      snd_pcm_hw_params_test_channels(pcm, parameters, UInt32($0)) == 0
    }
    formats = (0...SND_PCM_FORMAT_LAST.rawValue).compactMap {
      let format = snd_pcm_format_t(rawValue: $0)
      guard snd_pcm_hw_params_test_format(pcm, parameters, format) == 0,
        let name = snd_pcm_format_name(format)
      else { return nil }
      return String(cString: name)
    }
  }

  /// The largest rate may not fit, and what is no range must not end the program.
  private static func range(_ least: UInt32, _ most: UInt32) -> ClosedRange<Int> {
    let limit = UInt32(Int32.max)
    return Int(min(least, most, limit))...Int(min(max(least, most), limit))
  }

  /// `offers S24_3LE, U8 at 22050, 192000 Hz, 12 channels`
  public var text: String {
    formats.isEmpty ? "offers nothing" : "offers \(formatsText) at \(ratesText), \(channelsText)"
  }

  /// `S16_LE, S24_3LE`
  public var formatsText: String {
    guard formats.count > DeviceOffer.mostFormatsInText else { return list(formats) }
    let has16Bits = formats.contains { $0.matches("S16_LE") }
    return "\(formats.count) formats\(has16Bits ? " (S16_LE, ...)" : "")"
  }

  /// `44100, 48000 Hz` or `8000 to 192000 Hz`
  public var ratesText: String {
    if rateRangeHz.upperBound >= DeviceOffer.endlessRateHz { return "any rate" }
    if hasAnyRate || ratesHz.isEmpty { return "\(text(rateRangeHz)) Hz" }
    return "\(list(ratesHz.map { "\($0)" })) Hz"
  }

  /// `1, 2 channels` or `1 to 32 channels`
  public var channelsText: String {
    let most = channelRange.upperBound
    if most >= DeviceOffer.endlessChannels { return "any number of channels" }
    let numbers =
      most > DeviceOffer.mostChannels ? text(channelRange) : list(channels.map { "\($0)" })
    return "\(numbers) \(most == 1 ? "channel" : "channels")"
  }

  private func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }

  private func list(_ texts: [String]) -> String {
    var result = ""
    for text in texts { result += result.isEmpty ? text : ", \(text)" }
    return result
  }
}
