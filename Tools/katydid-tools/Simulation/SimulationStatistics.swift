import Katydid

/// What `simulate --stats` reports. Counts are those of one run: every run does the same.
struct SimulationStatistics: Codable {
  var runs: Int
  var ticks: UInt64
  var spikes: UInt64
  var synapticEvents: UInt64
  var layersSkipped: UInt64
  var saturations: UInt64
  var clampedInputs: UInt64
  /// Of the loop over ticks alone, over all runs.
  var nanosecondsPerTick: Double

  init(_ counters: Counters, runs: Int, elapsed: Duration) {
    self.runs = runs
    ticks = counters.ticks
    spikes = counters.spikes
    synapticEvents = counters.synapticEvents
    layersSkipped = counters.layersSkipped
    saturations = counters.saturations
    clampedInputs = counters.clampedInputs
    let (seconds, attoseconds) = elapsed.components
    let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
    nanosecondsPerTick = ticks > 0 ? nanoseconds / (Double(ticks) * Double(runs)) : 0
  }

  /// For people.
  var text: String {
    var table = TextTable(alignment: [.left, .right])
    table.append(["runs", "\(runs)"])
    table.append(["ticks", "\(ticks)"])
    table.append(["spikes", "\(spikes)"])
    table.append(["synaptic events", "\(synapticEvents)"])
    table.append(["layers skipped", "\(layersSkipped)"])
    table.append(["saturations", "\(saturations)"])
    table.append(["nanoseconds a tick", String(Int(nanosecondsPerTick.rounded()))])
    return table.text
  }
}
