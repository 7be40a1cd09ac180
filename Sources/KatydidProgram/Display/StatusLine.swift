import CPlatform

/// How the device and the program are: the last line of the display while it listens.
///
///     ● listening    1.2 % CPU    0 overruns    0.000 s lost
final class StatusLine {
  /// What the device does.
  enum State {
    case listening
    /// It is gone since this time of the audio clock.
    case waiting(sinceMilliseconds: Int64)
    case suspended
  }

  private static let intervalNanoseconds: UInt64 = 1_000_000_000

  var state = State.listening
  var overruns = 0
  var lostMilliseconds: Int64 = 0

  private let device: String
  private let text = CText(capacity: 200)
  /// CPU time of the process over the last second, of one core.
  private var cpuPermille = 0
  private var measuredAt = platform_nanoseconds()
  private var measuredProcessor = platform_processor_nanoseconds()

  /// - Parameter device: As ALSA calls it; what is shown is the name of its card.
  init(device: String) { self.device = StatusLine.card(of: device) }

  /// Measures the CPU share if the last time is a second ago.
  func measure() {
    let now = platform_nanoseconds()
    guard now - measuredAt >= StatusLine.intervalNanoseconds else { return }
    let processor = platform_processor_nanoseconds()
    cpuPermille = Int((processor - measuredProcessor) * 1_000 / (now - measuredAt))
    measuredAt = now
    measuredProcessor = processor
  }

  /// As much of it as fits.
  func draw(columns: Int, to stream: Stream) {
    var position = 0
    let isListening = writeState()
    put(
      isListening ? Style.green : Style.yellow, columns: columns, &position, to: stream)
    text.write("  ")
    text.write(decimal: cpuPermille, places: 1)
    text.write(" % CPU")
    put(Style.plain, columns: columns, &position, to: stream)
    text.write("  ")
    text.write(decimal: overruns)
    text.write(overruns == 1 ? " overrun" : " overruns")
    put(overruns > 0 ? Style.yellow : Style.dim, columns: columns, &position, to: stream)
    text.write("  ")
    text.write(decimal: lostMilliseconds, places: 3)
    text.write(" s lost")
    put(lostMilliseconds > 0 ? Style.yellow : Style.dim, columns: columns, &position, to: stream)
  }

  /// Whether all is well.
  private func writeState() -> Bool {
    switch state {
    case .listening:
      text.write("  ● listening")
      return true
    case .waiting(let since):
      text.write("  ○ waiting for the device \"")
      text.write(device)
      text.write("\" since ")
      text.write(clockSeconds: since / 1_000)
    case .suspended:
      text.write("  ○ suspended")
    }
    return false
  }

  /// Writes the text that was gathered if it fits after what is there, and forgets it.
  private func put(_ style: String, columns: Int, _ position: inout Int, to stream: Stream) {
    if position + text.columns + 2 <= columns {
      stream.write(position > 0 ? "  " : "")
      stream.write(style)
      stream.write(cString: text.start)
      stream.write(Style.plain)
      position += text.columns + 2
    } else {
      // Nor does what comes after it.
      position = columns
    }
    text.cut(to: 0)
  }

  /// `Snowball` of `plughw:CARD=Snowball,DEV=0`.
  private static func card(of device: String) -> String {
    for part in device.utf8.split(whereSeparator: { $0 == 0x3A || $0 == 0x2C }) {
      let part = String(decoding: part, as: UTF8.self)
      if part.begins(with: "CARD=") { return printable(String(part.utf8.dropFirst(5))!) }
    }
    return printable(device)
  }
}
