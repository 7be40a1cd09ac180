import CALSA

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A capture device, opened and set up: the one place where ALSA is called to get samples.
///
/// Calls return what libasound returns, negated error numbers included, and never wait longer than they say. The
/// device takes what the hardware has: plug-ins must not resample, since we do that ourselves, the same on every machine.
final class ALSADevice {
  let name: String
  let format: CaptureFormat
  /// Whether samples come at the pace of a clock. Those of ALSA's file plug-in come as fast as they are read.
  let isPaced: Bool
  private let pcm: OpaquePointer

  /// Whether nothing but the kernel is behind it: a sound server would starve behind a thread in real time.
  var isHardware: Bool { name.begins(with: "hw:") || name.begins(with: "plughw:") }

  /// Opens a device.
  /// - Parameters:
  ///   - channel: One that it must have, from 1.
  ///   - earlier: The format to have again, nil for the best.
  init(name: String, channel: Int?, earlier: CaptureFormat? = nil) throws(CaptureError) {
    var opened: OpaquePointer?
    let code = snd_pcm_open(&opened, name, SND_PCM_STREAM_CAPTURE, Int32(SND_PCM_NONBLOCK))
    guard code >= 0, let pcm = opened else { throw .cannotOpen(code: -code) }
    do throws(CaptureError) {
      format = try ALSADevice.configure(pcm, channel: channel, earlier: earlier)
    } catch {
      snd_pcm_close(pcm)
      throw error
    }
    self.name = name
    self.pcm = pcm
    let type = snd_pcm_type(pcm)
    isPaced = type != SND_PCM_TYPE_FILE && type != SND_PCM_TYPE_NULL
  }

  deinit { snd_pcm_close(pcm) }

  func start() -> Int32 { snd_pcm_start(pcm) }
  func resume() -> Int32 { snd_pcm_resume(pcm) }
  /// Starts it from whatever state it is in.
  func restart() -> Int32 {
    let code = snd_pcm_prepare(pcm)
    return code < 0 ? code : snd_pcm_start(pcm)
  }

  var state: snd_pcm_state_t { snd_pcm_state(pcm) }

  /// Waits until there are samples.
  /// - Returns: 1 if so, 0 after the time.
  func wait(milliseconds: Int32) -> Int32 { snd_pcm_wait(pcm, milliseconds) }

  /// The samples that are there, at most as many as there is room for. Some devices give a period in pieces.
  /// - Returns: Frames.
  func read(into bytes: UnsafeMutableRawBufferPointer) -> Int {
    let room = bytes.count / format.frameBytes
    var frames = 0
    while frames < room {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[(frames * format.frameBytes)...])
      let count = snd_pcm_readi(pcm, rest.baseAddress, snd_pcm_uframes_t(room - frames))
      // An error after a piece comes again with the next call.
      if count <= 0 { return frames > 0 ? frames : count }
      frames += count
    }
    return frames
  }
}

extension ALSADevice {
  /// How the formats that we take are called, the first the dearest: 16 bits are enough.
  private static let formats: [(snd_pcm_format_t, PCMFormat)] = [
    (SND_PCM_FORMAT_S16_LE, .s16le), (SND_PCM_FORMAT_S32_LE, .s32le),
    (SND_PCM_FORMAT_S24_LE, .s24in32le), (SND_PCM_FORMAT_S24_3LE, .s24le),
    (SND_PCM_FORMAT_FLOAT_LE, .f32le), (SND_PCM_FORMAT_U8, .u8),
  ]
  private static let periodsASecond = 50
  /// As long may the thread be kept from reading before sound is lost.
  private static let buffersASecond = 2

  private static func configure(
    _ pcm: OpaquePointer, channel: Int?, earlier: CaptureFormat?
  ) throws(CaptureError) -> CaptureFormat {
    var allocated: OpaquePointer?
    guard snd_pcm_hw_params_malloc(&allocated) == 0, let parameters = allocated else {
      throw .noResources
    }
    defer { snd_pcm_hw_params_free(parameters) }
    let code = snd_pcm_hw_params_any(pcm, parameters)
    guard code >= 0 else { throw .cannotConfigure(code: -code) }
    snd_pcm_hw_params_set_rate_resample(pcm, parameters, 0)
    let access = snd_pcm_hw_params_set_access(pcm, parameters, SND_PCM_ACCESS_RW_INTERLEAVED)
    guard access == 0 else { throw .cannotConfigure(code: -access) }

    let channels = try setChannels(pcm, parameters, channel: channel, earlier: earlier)
    let rates = earlier.map { [$0.rateHz] } ?? CaptureFormat.ratesHz
    guard
      let rateHz = rates.first(where: {
        snd_pcm_hw_params_set_rate(pcm, parameters, UInt32($0), 0) == 0
      }),
      let samples = formats.first(where: {
        (earlier == nil || earlier?.samples == $0.1)
          && snd_pcm_hw_params_set_format(pcm, parameters, $0.0) == 0
      })?.1
    else { throw .nothingFits(offer: DeviceOffer(of: pcm).text) }

    var periodFrames = snd_pcm_uframes_t(rateHz / periodsASecond)
    snd_pcm_hw_params_set_period_size_near(pcm, parameters, &periodFrames, nil)
    var bufferFrames = snd_pcm_uframes_t(rateHz / buffersASecond)
    snd_pcm_hw_params_set_buffer_size_near(pcm, parameters, &bufferFrames)
    let set = snd_pcm_hw_params(pcm, parameters)
    guard set >= 0 else { throw .cannotConfigure(code: -set) }
    return CaptureFormat(
      rateHz: rateHz, channels: channels, samples: samples,
      periodFrames: earlier?.periodFrames ?? Int(periodFrames))
  }

  /// As few as there are, and at least the one that is asked for.
  private static func setChannels(
    _ pcm: OpaquePointer, _ parameters: OpaquePointer, channel: Int?, earlier: CaptureFormat?
  ) throws(CaptureError) -> Int {
    let counts = earlier.map { $0.channels...$0.channels }
    for count in counts ?? (channel ?? 1)...CaptureFormat.largestChannelCount
    where snd_pcm_hw_params_set_channels(pcm, parameters, UInt32(count)) == 0 {
      return count
    }
    var most: UInt32 = 0
    if let channel, snd_pcm_hw_params_get_channels_max(parameters, &most) == 0, most < channel {
      throw .noSuchChannel(channel: channel, channels: Int(most))
    }
    throw .nothingFits(offer: DeviceOffer(of: pcm).text)
  }
}
