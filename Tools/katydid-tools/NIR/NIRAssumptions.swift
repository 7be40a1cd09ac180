/// What the options assume where nothing was said, and whether what was said fits the file.
extension NIROptions {
  /// Refuses exceptions for nodes that are not there, and ticks that are no duration.
  func check(against graph: NIRGraph) throws(Failure) {
    let neurons = graph.nodes.filter { $0.neurons != nil }.map(\.name)
    let spiking = graph.nodes.filter { $0.neurons?.kind.spikes == true }.map(\.name)
    try check(tickSeconds, option: "--dt", nodes: neurons, graph)
    try check(decay, option: "--decay", nodes: neurons, graph)
    try check(reset, option: "--reset", nodes: spiking, graph)
    try check(compare, option: "--compare", nodes: spiking, graph)
    try check(spikesPerTick, option: "--spikes-per-tick", nodes: spiking, graph)
    for seconds in [tickSeconds.common] + tickSeconds.nodes.values
    where !(seconds > 0 && seconds.isFinite) {
      throw graph.location.at(parameter: "--dt").error(
        "is \(seconds); give the seconds of a tick, above 0", status: .usage)
    }
  }

  private func check<Value>(
    _ option: NodeOption<Value>, option name: String, nodes: [String], _ graph: NIRGraph
  ) throws(Failure) {
    guard let unknown = option.nodes.keys.filter({ !nodes.contains($0) }).min() else { return }
    let choice = nodes.isEmpty ? "the file has none" : "it can be given for " + quoted(nodes)
    throw graph.location.at(parameter: name).error(
      "no node '\(unknown)' that it applies to; \(choice)", status: .usage)
  }

  /// What was assumed about the neurons of a graph, and what was overruled.
  func assumptions(about graph: NIRGraph) -> [String] {
    let neurons = graph.nodes.filter { $0.neurons != nil }
    let spiking = neurons.filter { $0.neurons?.kind.spikes == true }
    var meanings: [String] = []
    func assume<Value>(_ option: NodeOption<Value>, _ nodes: [NIRNode], _ meaning: String) {
      let assumed = nodes.map(\.name).filter(option.isAssumed(for:))
      if assumed.isEmpty { return }
      meanings.append(
        meaning + (assumed.count == nodes.count ? "" : " for " + quoted(assumed)))
    }
    assume(tickSeconds, neurons, "a tick of \(tickSeconds.standard) s (--dt)")
    assume(
      decay, neurons.filter { $0.neurons?.kind != .integrateAndFire }, "Euler's decay (--decay)")
    assume(reset, spiking, "reset to v_reset, or to 0 if the file has none (--reset)")
    assume(compare, spiking, "a spike where v > threshold (--compare)")
    assume(spikesPerTick, spiking, "at most one spike a tick (--spikes-per-tick)")
    var notes: [String] = []
    if !meanings.isEmpty {
      notes.append("assumed, as NIR does not say: " + meanings.joined(separator: "; "))
    }
    for node in spiking where reset.value(for: node.name) != .value {
      guard node.neurons?.parameters["v_reset"]?.contains(where: { $0 != 0 }) == true else {
        continue
      }
      let choice = reset.value(for: node.name).rawValue
      notes.append("node '\(node.name)': its v_reset is ignored because of --reset \(choice)")
    }
    return notes
  }
}
