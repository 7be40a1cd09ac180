import ArgumentParser
import Foundation
import Katydid

/// Measures a model on labelled recordings.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measure a model on labelled recordings.",
    discussion: """
      MANIFEST is a table of comma-separated values with a header and the columns file (relative to the \
      manifest; anything that libsndfile reads), word or label, and maybe split. Each clip is run from a fresh \
      state with half a second of silence after it.

      Decision: the label of the event with the best score at the model's own threshold, unknown if there is no \
      event. Mean readout: the class with the largest logit on average over clip and silence. Words are the clips \
      whose label may be an event; of all others, also those of labels that the model does not have, it is right \
      to make no event.

      With --gain every clip is made louder or softer first, as from another distance.

      With --noise a piece of one of the folder's sound files is added to each clip and the silence after it, so \
      loud that over the clip the mean square of the clip is --snr dB above that of the piece; the sum is rounded \
      and limited to 16 bits. Which piece follows from the row of the manifest alone: a clip gets the same noise in \
      every run. A clip of digital silence gets none.

      A file that cannot be read is reported, and the rest is done; the exit code is 65 then.

      Examples:
        katydid-tools evaluate --model keywords clips/manifest.csv --split dev --predictions out.csv
        katydid-tools evaluate --model new.kat clips/manifest.csv --noise noise --snr 10
      """)

  @Option(
    help: ArgumentHelp("A built-in model, or a file.", valueName: "name|file.kat"),
    completion: .file(extensions: ["kat"]))
  var model: String

  @Argument(
    help: ArgumentHelp("The labelled recordings.", valueName: "manifest.csv"),
    completion: .file(extensions: ["csv"]))
  var manifest: String

  @Option(help: ArgumentHelp("Only rows with this in the column split.", valueName: "name"))
  var split: String?

  @Option(
    help: ArgumentHelp(
      "Where a row for each clip goes: file,label,predicted,score.", valueName: "out.csv"),
    completion: .file(extensions: ["csv"]))
  var predictions: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Makes the clips louder or softer, -60 to 60.", valueName: "dB"))
  var gain: Double?

  @Option(
    help: ArgumentHelp("Folder of noise to add; with --snr.", valueName: "folder"),
    completion: .directory)
  var noise: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Signal-to-noise ratio, -50 to 100.", valueName: "dB"))
  var snr: Double?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (noise == nil) == (snr == nil) else {
      throw ValidationError("--noise and --snr belong together; give both or none.")
    }
    if let gain, !(-60...60).contains(gain) {
      throw ValidationError("--gain \(gain) is out of range; give -60 to 60 dB.")
    }
    if let snr, !(-50...100).contains(snr) {
      throw ValidationError("--snr \(snr) is out of range; give -50 to 100 dB.")
    }
  }

  func run() throws {
    var table = try Manifest(path: manifest)
    if let split { try table.select(split: split) }
    let loaded = try LoadedModel(named: model)
    let classes = try EventClasses(loaded)
    let mixer = try noise.map { try NoiseMixer(folder: $0, decibels: snr ?? 0) }

    let results = try Evaluation(clips: table.clips, gainDecibels: gain, noise: mixer).run(loaded)

    var report = EvaluationReport(
      loaded, manifest: manifest, split: split, gainDecibels: gain, noise: noise,
      signalToNoiseDecibels: snr, classes: classes)
    var rows = CSV.line(["file", "label", "predicted", "score"])
    for (clip, result) in zip(table.clips, results) {
      switch result {
      case .success(let outcome):
        report.add(clip, outcome, of: classes)
        let score = String(format: "%.4f", Double(outcome.score) / 32_768)
        rows += CSV.line([clip.file, clip.label, classes.prediction(outcome), score])
      case .failure(let failure):
        Terminal.warning("\(manifest): line \(clip.line): skipped: \(failure)")
        report.skipped.append(.init(file: clip.file, line: clip.line, reason: failure.what))
      }
    }
    if let predictions {
      try Array(rows.utf8).withUnsafeBytes { try AtomicFile.write($0, to: predictions) }
    }
    print(try json ? report.json() + "\n" : report.text, terminator: "")
    if !report.skipped.isEmpty { throw ExitCode(Failure.Status.badData.rawValue) }
  }
}
