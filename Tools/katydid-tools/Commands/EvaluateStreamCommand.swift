import ArgumentParser
import Foundation
import Katydid

/// Measures a model on continuous recordings made of labelled clips.
struct EvaluateStreamCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate-stream", abstract: "Measure a model on running audio.",
    discussion: """
      MANIFEST is a table as evaluate takes it. Its clips become continuous recordings of about five minutes, in a \
      random order that follows from --seed, with random gaps of 0.8 to 2 s before, between and after them. The \
      recogniser is fresh at the start of a recording and otherwise keeps its state. With --noise a steady \
      background runs through everything: the folder's sound files, each brought to the same power, one after the \
      other; its power is --snr dB below the mean power of all clips.

      An event belongs to the clip in which it comes, or that ended at most half a second before. The first event \
      of a word's clip is a hit if it names the word, else a wrong word; without an event the word is missed. \
      Further events of a clip with the same label are repeats. With another label, or outside of all clips, they \
      are false alarms. Clips of other labels, also those that the model does not have, should make no event. \
      Latency is the time from the start of the clip to the event, over the hits.

      Each --negative is a file, or a folder with all the folders in it, of sound without the words: each file is \
      run from a fresh state with half a second of silence after it, and every event is a false alarm.

      The network runs once; its readout is judged again for each threshold of the trade-off table.

      A file that cannot be read is reported, and the rest is done; the exit code is 65 then.

      Examples:
        katydid-tools evaluate-stream --model keywords clips/manifest.csv --split dev --noise noise --negative speech
        katydid-tools evaluate-stream --model new.kat clips/manifest.csv --threshold 0.8 --events out.csv
      """)

  @Option(
    help: ArgumentHelp("A built-in model, or a file.", valueName: "name|file.kat"),
    completion: .file(extensions: ["kat"]))
  var model: String

  @Argument(
    help: ArgumentHelp("The labelled clips.", valueName: "manifest.csv"),
    completion: .file(extensions: ["csv"]))
  var manifest: String

  @Option(help: ArgumentHelp("Only rows with this in the column split.", valueName: "name"))
  var split: String?

  @Option(
    help: ArgumentHelp("Folder of noise for the background.", valueName: "folder"),
    completion: .directory)
  var noise: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Clips over background, -50 to 100; 20 unless given; with --noise.", valueName: "dB"))
  var snr: Double?

  @Option(
    help: ArgumentHelp("Sound without the words; may be given again.", valueName: "file|folder"),
    completion: .file())
  var negative: [String] = []

  @Option(help: ArgumentHelp("Of the random order and gaps.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Least score of an event, above 0 and up to 1; the model's unless given.", valueName: "score")
  )
  var threshold: Double?

  @Option(
    help: ArgumentHelp(
      "Time after an event without another, 0 to 60; the model's unless given.",
      valueName: "seconds"))
  var holdOff: Double?

  @Option(
    help: ArgumentHelp(
      "Where a row for each event goes: recording,time,label,score,verdict.", valueName: "out.csv"),
    completion: .file(extensions: ["csv"]))
  var events: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard snr == nil || noise != nil else {
      throw ValidationError("--snr is for --noise; give a folder of noise, or leave it out.")
    }
    if let snr, !(-50...100).contains(snr) {
      throw ValidationError("--snr \(snr) is out of range; give -50 to 100 dB.")
    }
    if let threshold, !(1...32_768).contains((threshold * 32_768).rounded()) {
      throw ValidationError(
        "--threshold \(threshold) is out of range; give a score above 0 and up to 1.")
    }
    if let holdOff, !(0...60).contains(holdOff) {
      throw ValidationError("--hold-off \(holdOff) is out of range; give 0 to 60 seconds.")
    }
  }

  func run() throws {
    var table = try Manifest(path: manifest)
    if let split { try table.select(split: split) }
    let loaded = try LoadedModel(named: model)
    let classes = try EventClasses(loaded)
    let negatives = try negative.map { try NegativeSounds(path: $0, option: "--negative") }
    let decibels = snr ?? 20
    let sounds = try StreamSounds(
      table.clips, seed: seed, noise: try noise.map { try NoiseTrack(folder: $0) },
      decibels: decibels)

    let evaluation = StreamEvaluation(
      model: loaded, classes: classes, settings: try settings(loaded))
    let outcome = try evaluation.run(sounds, negatives)
    if let events {
      let rows = outcome.csv(classes)
      try Array(rows.utf8).withUnsafeBytes { try AtomicFile.write($0, to: events) }
    }
    for clip in sounds.skipped {
      Terminal.warning("\(manifest): line \(clip.clip.line): skipped: \(clip.failure)")
    }
    for failure in outcome.failures { Terminal.warning("skipped: \(failure)") }
    let report = StreamReport(
      evaluation, outcome, of: sounds,
      StreamReport.Conditions(
        manifest: manifest, split: split, snrDecibels: noise.map { _ in decibels }, seed: seed))
    print(try json ? report.json() + "\n" : report.text, terminator: "")
    if !report.skipped.isEmpty { throw ExitCode(Failure.Status.badData.rawValue) }
  }

  /// Those to measure with, then the other thresholds of the curve.
  private func settings(_ model: LoadedModel) throws(Failure) -> [DecisionSettings] {
    var settings = try model.hearing.decision.settings
    if let threshold { settings.threshold = DecisionSettings.threshold(threshold) }
    if let holdOff { settings.holdOffMilliseconds = Int((1_000 * holdOff).rounded()) }
    let others = DecisionSettings.curveThresholds.filter { $0 != settings.threshold }
    return [settings] + settings.at(thresholds: others)
  }
}

extension StreamEvaluation.Outcome {
  /// A row for each event.
  func csv(_ classes: EventClasses) -> String {
    rows.reduce(into: CSV.line(["recording", "time", "label", "score", "verdict"])) { text, row in
      text += CSV.line([
        row.recording,
        String(format: "%.3f", Double(row.event.timeSamples) / Double(FrontEnd.sampleRateHz)),
        classes.eventLabels[classes.row(ofClass: row.event.classIndex)],
        String(format: "%.4f", Double(row.event.score) / 32_768),
        row.verdict?.rawValue ?? "negative",
      ])
    }
  }
}
