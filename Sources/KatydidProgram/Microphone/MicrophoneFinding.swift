/// Something about a microphone that makes recognition worse, or impossible.
enum MicrophoneFinding: Equatable {
  case digitalSilence
  case clipping
  /// Nothing stands out of the background.
  case nothingSaid
  case tooQuiet
  case noisy
  case offset
  /// Channels that hear nothing while `better` does, from 1.
  case silentChannel(Int, better: Int)
  /// Sound was lost on its way.
  case lostSound

  // Speech is nominally 26 dB below overload (ITU-T P.56 measures it, P.800 sets it so). All in tenths of a decibel.
  private static let quietTenths = -450
  private static let noiseTenths = -450
  private static let leastSignalTenths = 60
  private static let goodSignalTenths = 150
  /// Of full scale.
  private static let largestOffset = 0.01
  /// Single samples at full scale are heard by nobody.
  private static let fewClippedSamples = 3

  /// What is wrong, the most important first.
  /// - Parameters:
  ///   - channelPeaks: Peaks of the channels that were averaged, full scale 1; empty if one was chosen.
  ///   - lostFrames: Frames that never came.
  static func all(
    _ levels: MicrophoneLevels, channelPeaks: [Float], lostFrames: Int
  ) -> [MicrophoneFinding] {
    var findings: [MicrophoneFinding] = []
    if levels.isDigitalSilence {
      findings.append(.digitalSilence)
    } else {
      if levels.clippedSamples > fewClippedSamples { findings.append(.clipping) }
      let signal = levels.signalToNoiseTenths ?? .max
      let noise = levels.noiseFloorTenths ?? .min
      if signal < leastSignalTenths {
        findings.append(.nothingSaid)
      } else if (levels.loudestSecondTenths ?? .min) < quietTenths {
        findings.append(.tooQuiet)
      }
      if noise > noiseTenths || (leastSignalTenths..<goodSignalTenths).contains(signal) {
        findings.append(.noisy)
      }
      if abs(levels.offset) > largestOffset { findings.append(.offset) }
      if let channel = silentChannel(channelPeaks) { findings.append(channel) }
    }
    if lostFrames > 0 { findings.append(.lostSound) }
    return findings
  }

  /// The first channel 34 dB or more below the loudest.
  private static func silentChannel(_ peaks: [Float]) -> MicrophoneFinding? {
    var loudest = 0
    for index in peaks.indices where peaks[index] > peaks[loudest] { loudest = index }
    guard let silent = peaks.firstIndex(where: { $0 * 50 < peaks[loudest] }) else { return nil }
    return .silentChannel(silent + 1, better: loudest + 1)
  }

  /// As other programs know it.
  var name: String {
    switch self {
    case .digitalSilence: "digital-silence"
    case .clipping: "clipping"
    case .nothingSaid: "nothing-said"
    case .tooQuiet: "too-quiet"
    case .noisy: "noisy"
    case .offset: "dc-offset"
    case .silentChannel: "silent-channel"
    case .lostSound: "lost-sound"
    }
  }

  /// What is wrong, and what to change.
  var advice: String {
    switch self {
    case .digitalSilence:
      "Dead silence: every sample is the same. The microphone is muted, or this is the wrong device or channel. Look for a switch on the microphone, switch capture on with 'alsamixer -V capture' (space bar), or take another device: 'katydid devices' lists them."
    case .clipping:
      "Too loud: the loudest parts are cut off. Lower the capture volume with 'alsamixer -V capture', switch off a microphone boost, or go further away."
    case .nothingSaid:
      "Nothing stands out of the background. Run it again and speak while it measures. If you did, raise the capture volume with 'alsamixer -V capture', go closer, or take another device: 'katydid devices' lists them."
    case .tooQuiet:
      "Too quiet. Raise the capture volume with 'alsamixer -V capture', or go closer to the microphone."
    case .noisy:
      "Much background noise. Go closer, so that the volume can be lower; move the microphone away from fans, computers and power supplies; if it hums or hisses in a quiet room, try another USB port, cable or microphone."
    case .offset:
      "The samples are not centred around zero (DC offset), which leaves less room before they clip. Use another microphone or sound card, or put a high-pass filter before it."
    case .silentChannel(let silent, let better):
      "Channel \(silent) hears nothing, and the mean of all channels is weaker for it. Give --channel \(better)."
    case .lostSound:
      "Sound was lost on its way. Stop other programs that keep the processor busy, and try another USB port, without a hub."
    }
  }
}
