import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A program that is started at every event, with `KATYDID_LABEL`, `KATYDID_TIME` (seconds, `12.340`) and
/// `KATYDID_SCORE` (`0.93`) in its environment.
///
/// There is no shell in between and nobody waits for it. Of each label one runs at a time: an event that comes while
/// the last one's program still runs is skipped. What goes wrong is said once a label, and counted. When we end, those
/// that still run go on.
final class EventCommand {
  /// Events whose program was not started because the last one still ran.
  private(set) var skippedCount = 0
  /// Programs that could not be started or ended with an exit code other than 0.
  private(set) var failedCount = 0

  private let name: String
  private let path: CText
  private let words: CStringList
  private let environment: EventEnvironment
  private var runs: [Run] = []
  /// Index of the run of each class.
  private var runOfClass: [Int] = []
  private let errors: Stream

  /// What goes on for one label.
  private struct Run {
    let label: String
    /// `KATYDID_LABEL=left`
    let variable: CText
    /// The process of its last event, until that is known to have ended.
    var process: Int32?
    var hasToldSkip = false
    var hasToldFailure = false
  }

  /// - Parameters:
  ///   - command: A program, as a path or to be found in `PATH`, and its arguments, with blanks between them.
  ///   - labels: Of every class.
  ///   - earlier: The command that this one takes the place of. What runs for a label goes on counting for it.
  /// - Throws: status `usage` if there is no such program, `internalError` without memory.
  init(
    _ command: String, labels: [String], errors: Stream = .errors,
    after earlier: EventCommand? = nil
  ) throws(Failure) {
    let words = command.words
    guard let name = words.first else {
      throw Failure(
        .usage, option: "exec", ": the command is empty; give a program and its arguments")
    }
    self.name = printable(name)
    path = CText(try findProgram(name))
    self.words = CStringList(words.map { CText($0) })
    environment = EventEnvironment()
    self.errors = errors
    if let earlier {
      (runs, skippedCount, failedCount) = (earlier.runs, earlier.skippedCount, earlier.failedCount)
    } else {
      try prepare()
    }
    runOfClass = labels.map { label in
      if let index = runs.firstIndex(where: { $0.label.matches(printable(label)) }) { return index }
      runs.append(Run(label: printable(label), variable: CText("KATYDID_LABEL=\(label)")))
      return runs.count - 1
    }
  }

  private func prepare() throws(Failure) {
    let error = platform_prepare_programs()
    guard error == 0 else {
      let reason = String(cString: platform_error_text(error))
      throw Failure(.internalError, option: "exec", ": \(reason); close other programs")
    }
  }

  /// Starts the program for an event, or skips it.
  /// - Parameter offsetSamples: As for `EventPrinter`.
  func run(_ event: Event, offsetSamples: Int64 = 0) {
    poll()
    let index = runOfClass[event.classIndex]
    if case .some = runs[index].process {
      skippedCount += 1
      if !runs[index].hasToldSkip { say(index) { $0.write("still runs; its event is skipped") } }
      runs[index].hasToldSkip = true
      return
    }
    environment.set(
      label: runs[index].variable,
      timeMilliseconds: event.timeMilliseconds(offsetSamples: offsetSamples),
      scoreHundredths: event.scoreHundredths)
    let process = platform_start_program(path.start, words.start, environment.start)
    if process >= 0 {
      runs[index].process = process
    } else {
      fail(index) { stream in
        stream.write("cannot start: ")
        stream.write(cString: platform_error_text(-process))
      }
    }
  }

  /// Takes note of the programs that have ended. Costs a system call for each that runs.
  func poll() {
    for index in runs.indices {
      guard let process = runs[index].process else { continue }
      var code: Int32 = 0
      guard platform_has_ended(process, &code) else { continue }
      runs[index].process = nil
      guard code != 0 else { continue }
      fail(index) { stream in
        stream.write("ended with exit code ")
        stream.write(decimal: Int(code))
      }
    }
  }

  private func fail(_ index: Int, _ text: (Stream) -> Void) {
    failedCount += 1
    if !runs[index].hasToldFailure { say(index, text) }
    runs[index].hasToldFailure = true
  }

  /// `katydid: --exec lamp: label left: ended with exit code 3 (said once a label)`
  private func say(_ index: Int, _ text: (Stream) -> Void) {
    errors.write("katydid: --exec ")
    errors.write(name)
    errors.write(": label ")
    errors.write(runs[index].label)
    errors.write(": ")
    text(errors)
    errors.write(" (said once a label)\n")
    errors.flush()
  }
}

/// The path of a program that may be started.
private func findProgram(_ name: String) throws(Failure) -> String {
  if name.bytes.contains(UInt8(ascii: "/")) {
    let error = platform_check_executable(name)
    if error == 0 { return name }
    let reason = String(cString: platform_error_text(error))
    throw Failure(
      .usage, option: "exec",
      " \(printable(name)): \(reason); give the path of a program that may be run")
  }
  let folders = platform_environment("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
  var isThere = false
  for folder in folders.parts(separator: ":") {
    // A folder without a name is the current one.
    let path = "\(folder.isEmpty ? "." : folder)/\(name)"
    let error = platform_check_executable(path)
    if error == 0 { return path }
    if !platform_is_missing_file(error) { isThere = true }
  }
  let reason = isThere ? "may not be run" : "not found in PATH"
  throw Failure(
    .usage, option: "exec",
    " \(printable(name)): \(reason); give the path of a program that may be run")
}
