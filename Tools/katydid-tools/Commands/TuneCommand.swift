import ArgumentParser
import Foundation
import Katydid

/// Sets threshold and hold-off of a model from the user's own recordings.
struct TuneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune", abstract: "Fit a model's threshold and hold-off to your recordings.",
    discussion: """
      RECORDINGS are sound files, folders of them with all the folders in them, and manifests as evaluate takes \
      them. A recording belongs to a word if the manifest, or the name of the folder that it is in, says so; it \
      holds the word once. All others are without the words: speech, music, the noise of the room. Five of each \
      word and an hour without are a good start.

      The threshold is that with the most hits among those with at most --false-alarms-per-hour in the \
      recordings without the words; a hit is a recording whose first event names its word. Where several next to \
      each other are as good, at most one hit in a hundred recordings less, it is the one in their middle. The \
      hold-off is the shortest from 0.3 to 1.5 s with at most one further event in fifty recordings of words.

      The new model differs in these two settings and the checksum.

      A file that cannot be read is reported, and the rest is done; the exit code is 65 then.

      Examples:
        katydid-tools tune --model keywords -o mine.kat recordings/left recordings/right recordings/kitchen
        katydid-tools tune --model mine.kat -o calm.kat clips/manifest.csv radio.wav --false-alarms-per-hour 0.2
      """)

  @Option(
    help: ArgumentHelp("A built-in model, or a file.", valueName: "name|file.kat"),
    completion: .file(extensions: ["kat"]))
  var model: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where the new model goes.", valueName: "file.kat"),
    completion: .file(extensions: ["kat"]))
  var output: String

  @Argument(
    help: ArgumentHelp(
      "Recordings of the words and without them.", valueName: "file|folder|manifest.csv"),
    completion: .file())
  var recordings: [String]

  @Option(
    help: ArgumentHelp("Most events where there are no words, 0 to 1000.", valueName: "number"))
  var falseAlarmsPerHour = 1.0

  @Option(
    help: ArgumentHelp("Of manifests, only rows with this in the column split.", valueName: "name"))
  var split: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (0...1_000).contains(falseAlarmsPerHour) else {
      throw ValidationError(
        "--false-alarms-per-hour \(falseAlarmsPerHour) is out of range; give 0 to 1000.")
    }
  }

  func run() throws {
    let loaded = try LoadedModel(named: model)
    try requireOtherFile(than: loaded)
    let classes = try EventClasses(loaded)
    let sorted = try TuneRecordings(recordings, split: split, classes)
    let own = try loaded.hearing.decision.settings
    // Now, so that a folder that cannot be written to is known before the work.
    let file = try AtomicFile(path: output)
    let bench = try TuneBench(loaded, classes, sorted)
    let tuning = try Tuning(bench, own: own, limit: falseAlarmsPerHour)
    let tuned = try loaded.tuned(
      threshold: tuning.threshold, holdOffMilliseconds: tuning.after.holdOffMilliseconds)
    try file.write(tuned.blob.bytes)
    try file.commit()

    let report = TuneReport(
      tuning, bench, model: loaded, output: output, labels: classes.eventLabels,
      limit: falseAlarmsPerHour)
    for failure in bench.skipped { Terminal.warning("skipped: \(failure)") }
    for warning in report.warnings { Terminal.warning(warning) }
    print(try json ? report.json() + "\n" : report.text, terminator: "")
    withExtendedLifetime(tuned) {}
    if !bench.skipped.isEmpty { throw ExitCode(Failure.Status.badData.rawValue) }
  }

  /// The model that was tuned may be wanted again.
  private func requireOtherFile(than model: LoadedModel) throws(Failure) {
    var (input, there) = (stat(), stat())
    guard stat(model.path, &input) == 0, stat(output, &there) == 0,
      input.st_dev == there.st_dev, input.st_ino == there.st_ino
    else { return }
    throw Failure(.usage, file: output, "is the model itself", remedy: "give -o another name")
  }
}
