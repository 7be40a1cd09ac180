import ArgumentParser
import Foundation
import Katydid

/// Runs the bare network of a model over an array of input.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Run the bare network of a model over an array of input.",
    discussion: """
      The input is [ticks, channels] of uint8, int8 or int16: the value of each channel in each tick \
      (1 for a spike). Without --output, --membrane or --json the statistics are printed.
      """)

  @Option(
    help: ArgumentHelp("A built-in model, or a file.", valueName: "name|file.kat"),
    completion: .file(extensions: ["kat"]))
  var model: String

  @Option(
    help: ArgumentHelp("The input, [ticks, channels].", valueName: "file.npy"),
    completion: .file(extensions: ["npy"]))
  var input: String

  @Option(
    help: ArgumentHelp(
      "Where the spike counts of the output layer go, [ticks, outputs] of uint8.",
      valueName: "file.npy"), completion: .file(extensions: ["npy"]))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Where the membrane potentials of the output layer go, [ticks, outputs] of float32.",
      valueName: "file.npy"), completion: .file(extensions: ["npy"]))
  var membrane: String?

  @Option(help: "Ticks to run; beyond the end of the input it starts again.")
  var ticks: Int?

  @Option(
    name: .customLong("repeat"), help: "Run everything this often, each time from a fresh state.")
  var runs = 1

  @Flag(help: "Print ticks, spikes, synaptic events, saturations and nanoseconds a tick.")
  var stats = false

  @Flag(help: "Print the statistics as JSON.")
  var json = false

  func validate() throws {
    guard (ticks ?? 0) >= 0 else { throw ValidationError("--ticks must not be negative.") }
    guard runs >= 1 else { throw ValidationError("--repeat must be at least 1.") }
  }

  func run() throws {
    let loaded = try LoadedModel(named: model)
    let network = loaded.blob.network
    let array = try NPYArray.input(path: input, channels: network.inputChannels)
    let layer = network.layer(network.outputLayer)
    if output != nil && !layer.kind.spikes {
      throw Failure(
        .usage, file: model, "the output layer is a readout, which has no spikes for --output",
        remedy: "use --membrane FILE.npy for its potentials")
    }
    let total = ticks ?? array.rows
    guard total == 0 || array.rows > 0 else {
      throw Failure(.badData, file: input, "no ticks to run over", remedy: "give at least one row")
    }

    var simulation = try Simulation(loaded, input: array)
    var bar = ProgressBar("simulate")
    defer { bar.finish() }
    // Every run does the same, so only the last one writes.
    let sink = try OutputSink(
      spikes: output, potentials: membrane, ticks: total, outputs: layer.count)
    for run in 1...runs {
      simulation.restart()
      var done = 0
      while done < total {
        let count = min(sink.chunkTicks, total - done)
        if run == runs {
          sink.clear()
          simulation.advance(ticks: count, spikes: sink.spikes, potentials: sink.potentials)
          try sink.write(ticks: count)
        } else {
          simulation.advance(ticks: count, spikes: nil, potentials: nil)
        }
        done += count
        bar.update((Double(run - 1) + Double(done) / Double(total)) / Double(runs))
      }
    }
    try sink.commit()

    let statistics = SimulationStatistics(
      simulation.counters, runs: runs, elapsed: simulation.elapsed)
    if statistics.clampedInputs > 0 {
      Terminal.warning(
        "\(input): \(statistics.clampedInputs) values beyond the model's input magnitude of "
          + "\(network.inputMagnitude) were limited to it")
    }
    if json {
      print(try statistics.json())
    } else if stats || (output == nil && membrane == nil) {
      print(statistics.text, terminator: "")
    }
  }
}
