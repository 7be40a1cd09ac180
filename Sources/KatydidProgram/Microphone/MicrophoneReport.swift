#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

/// The figures of a checked microphone and what to do about them.
final class MicrophoneReport {
  private let microphone: Microphone
  private let levels: MicrophoneLevels
  private let lostMilliseconds: Int
  private let findings: [MicrophoneFinding]

  init(_ microphone: Microphone, _ check: MicrophoneCheck) {
    self.microphone = microphone
    levels = check.levels
    lostMilliseconds = (check.lostFrames * 1000 + 999) / microphone.format.rateHz
    findings = MicrophoneFinding.all(
      check.levels, channelPeaks: check.channelPeaks, lostFrames: check.lostFrames)
  }

  /// Hundredths of a per cent of full scale.
  private var offset: Int { nearest(levels.offset * 10_000) }

  func writeText(to stream: Stream) {
    row("peak", levels.peakTenths, "dBFS", to: stream)
    row("loudest second", levels.loudestSecondTenths, "dBFS", to: stream)
    row("noise floor", levels.noiseFloorTenths, "dBFS", to: stream)
    row("signal to noise", levels.signalToNoiseTenths, "dB", to: stream)
    row("DC offset", to: stream)
    stream.write(decimal: offset, places: 2)
    stream.write(" % of full scale\n")
    row("clipped", to: stream)
    stream.write("\(levels.clippedSamples) samples\n")
    row("lost", to: stream)
    stream.write("\(lostMilliseconds) ms\n\n")
    if findings.isEmpty {
      stream.write("\(Style.green)✓\(Style.plain) This microphone is good to listen with.\n")
    }
    for finding in findings {
      stream.write("\(Style.yellow)!\(Style.plain) ")
      HelpText.paragraph(finding.advice, indentation: 2, startsIndented: true, to: stream)
    }
  }

  func writeJSON(to stream: Stream) {
    let format = microphone.format
    stream.write("{\"device\": \(jsonString(microphone.name)), \"rate\": \(format.rateHz)")
    stream.write(", \"channels\": \(format.channels), \"format\": \"\(format.samples.name)\"")
    stream.write(", \"seconds\": ")
    stream.write(decimal: levels.sampleCount * 1000 / format.rateHz, places: 3)
    member("peakDBFS", levels.peakTenths, to: stream)
    member("loudestSecondDBFS", levels.loudestSecondTenths, to: stream)
    member("noiseFloorDBFS", levels.noiseFloorTenths, to: stream)
    member("signalToNoiseDB", levels.signalToNoiseTenths, to: stream)
    stream.write(", \"dcOffset\": ")
    stream.write(decimal: offset, places: 4)
    stream.write(", \"clippedSamples\": \(levels.clippedSamples), \"lost\": ")
    stream.write(decimal: lostMilliseconds, places: 3)
    stream.write(", \"findings\": [\(joined(findings.map { jsonString($0.name) }))]")
    stream.write(", \"advice\": [\(joined(findings.map { jsonString($0.advice) }))]}\n")
  }

  private func row(_ term: String, to stream: Stream) {
    stream.write("  \(term)")
    stream.write(" ", times: 17 - term.columns)
  }

  private func row(_ term: String, _ tenths: Int?, _ unit: String, to stream: Stream) {
    row(term, to: stream)
    guard let tenths else { return stream.write("none: digital silence\n") }
    stream.write(decimal: tenths, places: 1)
    stream.write(" \(unit)\n")
  }

  private func member(_ name: String, _ tenths: Int?, to stream: Stream) {
    stream.write(", \"\(name)\": ")
    guard let tenths else { return stream.write("null") }
    stream.write(decimal: tenths, places: 1)
  }
}
