import ArgumentParser
import Foundation
import Katydid

/// Turns a trained network into a model.
struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack", abstract: "Turn a trained network into a model.",
    discussion: """
      NET is a NIR file, or the .safetensors weights of a network that a JSON description states. What NIR \
      does not store is what the framework that wrote the file means, unless options say otherwise; each may be given for one node, as in --reset subtract --reset \
      lif2=zero. A model that recognises sound has a front end and a decision, whose keys are in \
      Tools/katydid-tools/Description/front-end.schema.json and decision.schema.json.
      """)

  @Argument(
    help: ArgumentHelp("The network.", valueName: "net"),
    completion: .file(extensions: ["nir", "h5", "safetensors"]))
  var network: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where the model goes.", valueName: "file.kat"),
    completion: .file(extensions: ["kat"]))
  var output: String

  @Option(
    help: ArgumentHelp("What .safetensors weights belong to.", valueName: "file.json"),
    completion: .file(extensions: ["json"]))
  var description: String?

  @Option(
    help: ArgumentHelp(
      "NIR: the framework that wrote the file. By default the file shows it.",
      valueName: "framework"))
  var from: Framework?

  @Option(help: ArgumentHelp("NIR: duration of a tick in seconds.", valueName: "[node=]seconds"))
  var dt: [NodeAssignment<Double>] = []

  @Option(help: ArgumentHelp("NIR: reset after a spike.", valueName: "[node=]reset"))
  var reset: [NodeAssignment<ResetOption>] = []

  @Option(help: ArgumentHelp("NIR: how thresholds compare.", valueName: "[node=]comparison"))
  var compare: [NodeAssignment<CompareOption>] = []

  @Option(help: ArgumentHelp("NIR: how time constants become leaks.", valueName: "[node=]decay"))
  var decay: [NodeAssignment<DecayOption>] = []

  @Option(help: ArgumentHelp("NIR: spikes of a neuron in a tick.", valueName: "[node=]spikes"))
  var spikesPerTick: [NodeAssignment<SpikesOption>] = []

  @Option(help: ArgumentHelp("NIR: what a neuron takes up of its input.", valueName: "[node=]gain"))
  var gain: [NodeAssignment<GainOption>] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("NIR: what potentials do not fall below.", valueName: "[node=]potential"))
  var lowerBound: [NodeAssignment<Double>] = []

  @Option(help: "Layout of all weights. By default the description decides, else the size.")
  var layout: Quantiser.LayoutChoice?

  @Option(help: "Names of the outputs: a file with one a line, or a list with commas.")
  var classes: String?

  @Option(
    help: ArgumentHelp("How samples become the network's input.", valueName: "file.json"),
    completion: .file(extensions: ["json"]))
  var frontEnd: String?

  @Option(
    help: ArgumentHelp(
      "How the readout becomes events; takes labels and --front-end.", valueName: "file.json"),
    completion: .file(extensions: ["json"]))
  var decision: String?

  @Option(
    help: ArgumentHelp(
      """
      Round weights for this input, [ticks, channels] or [examples, ticks, channels], so that decisions stay \
      those of the float network, and compare with it.
      """, valueName: "file.npy"),
    completion: .file(extensions: ["npy"]))
  var calibrate: String?

  @Option(
    help: ArgumentHelp(
      "Index of the right output for each example of --calibrate.", valueName: "file.npy"),
    completion: .file(extensions: ["npy"]))
  var labels: String?

  @Flag(help: "Print the report as JSON on standard output.")
  var json = false

  func run() throws {
    var (real, notes) = try readNetwork()
    for note in notes { Terminal.note("\(network): \(note)") }
    if let classes { real.labels = try Labels.read(classes) }
    let calibrating = try CalibrationFiles(input: calibrate, labels: labels).read(for: real)

    var quantised: Quantiser.Result
    let blob: AlignedBytes
    let calibration: Calibration?
    do {
      var quantiser = Quantiser(layout: layout)
      var options = modelOptions
      calibration = try calibrating.map { files throws in
        let calibration = try Calibration(real, input: files.input)
        let choice = try calibration.choose(from: quantiser)
        quantiser = choice.quantiser
        notes += choice.notes
        for note in choice.notes {
          Terminal.note("\(network): \(note)")
          options.append("--calibrate \(URL(fileURLWithPath: calibrate ?? "").lastPathComponent)")
        }
        return calibration
      }
      let provenance = try Provenance.json(of: real, source: network, options: options)
      quantised = try quantiser.quantise(real, provenance: provenance)
      quantised.notes += try RecognitionFiles(frontEnd: frontEnd, decision: decision)
        .apply(to: &quantised.network, tickSeconds: real.tickSeconds)
      blob = try BlobWriter.write(quantised.network)
    } catch let failure as Failure {
      throw failure.inFile(network)
    }
    for note in quantised.notes { Terminal.note("\(network): \(note)") }
    notes += quantised.notes

    let model = try LoadedModel(blob)
    let agreement = try calibration.map { calibration in
      try calibration.agreement(of: model, labels: calibrating?.labels)
    }
    try blob.write(to: output)
    let summary = ModelSummary(model.blob, provenance: nil)
    let report = PackReport(
      source: network, output: output, bytes: blob.bytes.count, arenaBytes: model.blob.arenaBytes,
      inputChannels: real.inputChannels, inputMagnitude: quantised.network.inputMagnitude,
      layers: quantised.layers, frontEnd: summary.frontEnd, decision: summary.decision,
      notes: notes,
      agreement: agreement)
    if json {
      print(try report.json())
    } else {
      Terminal.error(report.text)
    }
  }

  private func readNetwork() throws -> (network: RealNetwork, notes: [String]) {
    if network.hasSuffix(".safetensors") {
      guard nirArguments.isEmpty else {
        throw Failure(
          .usage, file: network, "\(nirArguments[0]) is for NIR files",
          remedy: "the description states it for .safetensors weights")
      }
      return try readDescription(weightsPath: network, descriptionPath: description)
    }
    guard description == nil else {
      throw Failure(
        .usage, file: network, "--description is for .safetensors weights",
        remedy: "give the weights as FILE.safetensors, or leave the description out")
    }
    var options = NIROptions()
    options.from = from
    options.tickSeconds.apply(dt)
    options.reset.apply(reset)
    options.compare.apply(compare)
    options.decay.apply(decay)
    options.spikesPerTick.apply(spikesPerTick)
    options.gain.apply(gain)
    options.lowerBound.apply(lowerBound)
    return try readNIR(path: network, options: options)
  }

  /// The options for NIR files that were given.
  private var nirArguments: [String] {
    (from.map { ["--from \($0.rawValue)"] } ?? []) + dt.map { "--dt \($0.argument)" }
      + reset.map { "--reset \($0.argument)" }
      + compare.map { "--compare \($0.argument)" } + decay.map { "--decay \($0.argument)" }
      + spikesPerTick.map { "--spikes-per-tick \($0.argument)" }
      + gain.map { "--gain \($0.argument)" }
      + lowerBound.map { "--lower-bound \($0.argument)" }
  }

  /// The options that change what is packed.
  private var modelOptions: [String] {
    nirArguments + (layout.map { ["--layout \($0.rawValue)"] } ?? [])
  }
}
