/// Says what happens while it listens: a line for people on standard error, and a JSON object a line on standard output
/// for programs. Both are flushed at once.
///
///     katydid: 12.340 s: overrun: 0.120 s of sound lost (1 so far)
///     {"status": "overrun", "time": 12.340, "lost": 0.120, "count": 1}
///
/// Times are those of the audio clock, gaps included. Numbers are printed from integers with fixed digits. What can
/// happen often allocates nothing. A live display must be erased before.
final class StatusPrinter {
  private let device: String
  private let deviceAsJSON: String
  private let isJSON: Bool
  private let output: Stream
  private let errors: Stream

  /// - Parameter isJSON: Whether objects go to `output`.
  init(
    device: String, isJSON: Bool, output: Stream = .output, errors: Stream = .errors
  ) {
    self.device = printable(device)
    deviceAsJSON = jsonString(device)
    self.isJSON = isJSON
    self.output = output
    self.errors = errors
  }

  /// The device runs.
  /// - Parameter format: Of its samples, such as `s16le`.
  func listening(rateHz: Int, channels: Int, format: String, model: String) {
    object("listening", 0) { stream in
      stream.write(", \"device\": \(deviceAsJSON), \"rate\": \(rateHz), \"channels\": \(channels)")
      stream.write(", \"format\": \(jsonString(format)), \"model\": \(jsonString(model))")
    }
    line(nil) { stream in
      stream.write("listening to \(device): \(rateHz) Hz, ")
      stream.write("\(channels) channel\(channels == 1 ? "" : "s"), \(format); ")
      stream.write("model \(printable(model))")
    }
  }

  /// The device's buffer was full before it was read.
  /// - Parameter count: How often that happened so far.
  func overrun(atMilliseconds time: Int64, lostMilliseconds: Int64, count: Int) {
    object("overrun", time) { stream in
      stream.writeMember("lost", seconds: lostMilliseconds)
      stream.writeMember("count", count)
    }
    line(time) { stream in
      stream.write("overrun: ")
      stream.write(decimal: lostMilliseconds, places: 3)
      stream.write(" s of sound lost (")
      stream.write(decimal: count)
      stream.write(" so far)")
    }
  }

  /// The system suspended the device.
  func suspended(atMilliseconds time: Int64) {
    object("suspended", time) { _ in }
    line(time) { $0.write("suspended: the system put the device to sleep; waiting for it") }
  }

  /// The device claims to run but gives no sound.
  func stalled(atMilliseconds time: Int64) {
    object("stalled", time) { _ in }
    line(time) { $0.write("stalled: the device runs but gives no sound; opening it again") }
  }

  /// The device is gone.
  func lost(atMilliseconds time: Int64) {
    object("lost", time) { stream in
      stream.write(", \"device\": ")
      stream.write(deviceAsJSON)
    }
    line(time) { stream in
      stream.write("lost: ")
      stream.write(device)
      stream.write(" is gone; plug it in again, it goes on by itself")
    }
  }

  /// Sound comes again.
  /// - Parameter gapMilliseconds: How long there was none.
  func resumed(atMilliseconds time: Int64, gapMilliseconds: Int64) {
    object("resumed", time) { $0.writeMember("gap", seconds: gapMilliseconds) }
    line(time) { stream in
      stream.write("resumed: listening again after a gap of ")
      stream.write(decimal: gapMilliseconds, places: 3)
      stream.write(" s")
    }
  }

  /// Recognition fell so far behind that sound was given up.
  func dropped(atMilliseconds time: Int64, lostMilliseconds: Int64) {
    object("dropped", time) { $0.writeMember("lost", seconds: lostMilliseconds) }
    line(time) { stream in
      stream.write("dropped: recognition is too slow, ")
      stream.write(decimal: lostMilliseconds, places: 3)
      stream.write(" s of sound not heard; close other programs or take a smaller model")
    }
  }

  /// Another model, or the same one read again, hears from now on.
  func model(_ name: String, atMilliseconds time: Int64) {
    object("model", time) { $0.write(", \"model\": \(jsonString(name))") }
    line(time) { $0.write("model: \(printable(name)) from now on") }
  }

  /// The capture runs like any other thread.
  func notRealTime(_ reason: String) {
    line(nil) { stream in
      stream.write("captures without real-time priority: ")
      stream.write(reason)
      stream.write("; sound may get lost on a busy machine (ulimit -r and -l give the right)")
    }
  }

  /// The end.
  /// - Parameter cpuPermille: CPU time of the process since the start, of one core.
  func stopped(
    atMilliseconds time: Int64, events: Int, overruns: Int, lostMilliseconds: Int64,
    cpuPermille: Int
  ) {
    object("stopped", time) { stream in
      stream.writeMember("events", events)
      stream.writeMember("overruns", overruns)
      stream.writeMember("lost", seconds: lostMilliseconds)
      stream.write(", \"cpu\": ")
      stream.write(decimal: cpuPermille, places: 1)
    }
    line(time) { stream in
      stream.write("stopped: ")
      stream.write(decimal: events)
      stream.write(events == 1 ? " event, " : " events, ")
      stream.write(decimal: overruns)
      stream.write(overruns == 1 ? " overrun, " : " overruns, ")
      stream.write(decimal: lostMilliseconds, places: 3)
      stream.write(" s of sound lost, ")
      stream.write(decimal: cpuPermille, places: 1)
      stream.write(" % CPU")
    }
  }

  /// `{"status": "overrun", "time": 12.340` and what `members` adds.
  private func object(
    _ status: String, _ milliseconds: Int64, _ members: (Stream) -> Void
  ) {
    guard isJSON else { return }
    output.write("{\"status\": \"")
    output.write(status)
    output.write("\"")
    output.writeMember("time", seconds: milliseconds)
    members(output)
    output.write("}\n")
  }

  /// Standard output first: on a terminal both are the same screen.
  private func line(_ milliseconds: Int64?, _ text: (Stream) -> Void) {
    output.flush()
    errors.write("katydid: ")
    if let milliseconds {
      errors.write(decimal: milliseconds, places: 3)
      errors.write(" s: ")
    }
    text(errors)
    errors.write("\n")
    errors.flush()
  }
}

extension Stream {
  /// `, "count": 1`
  fileprivate func writeMember(_ name: String, _ value: Int) {
    writeName(name)
    write(decimal: value)
  }

  /// `, "lost": 0.120`
  fileprivate func writeMember(_ name: String, seconds milliseconds: Int64) {
    writeName(name)
    write(decimal: milliseconds, places: 3)
  }

  private func writeName(_ name: String) {
    write(", \"")
    write(name)
    write("\": ")
  }
}
