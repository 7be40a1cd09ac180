import Katydid

/// How a file is read: the framework that it is taken to be from, with what the options overrule.
struct NIRReading {
  let framework: Framework
  /// What each node of neurons means, by its name.
  private let neurons: [String: NeuronReading]
  /// Duration of a tick in the unit of the file's time constants, for what is no neuron.
  let tick: Double
  /// Duration of a tick in seconds, if the file counts time in seconds.
  let tickSeconds: Double?
  /// For people to read: whose meaning was taken and why, what it is, and what the file leaves open.
  let notes: [String]

  init(_ graph: NIRGraph, options: NIROptions) {
    let recognised = Framework.recognised(in: graph)
    framework = options.from ?? recognised.framework
    let type = framework.preset
    let preset = type.init(graph)
    var neurons: [String: NeuronReading] = [:]
    for node in graph.nodes {
      guard let own = node.neurons else { continue }
      var reading = preset.reading(of: own)
      reading.apply(options, to: node.name)
      neurons[node.name] = reading
    }
    self.neurons = neurons
    let factor = preset.secondsPerUnit ?? 1
    let tick = (options.tickSeconds.general ?? preset.tick * factor) / factor
    self.tick = tick
    tickSeconds = preset.secondsPerUnit.map { $0 * tick }

    let reason = options.from == nil ? "\(recognised.sign) (--from)" : "as --from says"
    notes =
      ["read as \(type.title) means it: \(reason)"]
      + NIRReading.meanings(of: graph, neurons)
      + NIRReading.openPoints(of: preset, titled: type.title, graph, options)
      + NIRReading.ignoredResets(of: graph, neurons)
  }

  /// - Parameter node: The name of a node of neurons.
  func reading(of node: String) -> NeuronReading {
    neurons[node] ?? NeuronReading(tickSeconds: tick)
  }

  private static func meanings(
    of graph: NIRGraph, _ readings: [String: NeuronReading]
  ) -> [String] {
    var texts: [String] = []
    var names: [String: [String]] = [:]
    for node in graph.nodes {
      guard let own = node.neurons, let reading = readings[node.name] else { continue }
      let text = reading.text(for: own)
      if names[text] == nil { texts.append(text) }
      names[text, default: []].append(node.name)
    }
    return texts.map { "\(quoted(names[$0] ?? [])): \($0)" }
  }

  private static func openPoints(
    of preset: any Preset, titled title: String, _ graph: NIRGraph, _ options: NIROptions
  ) -> [String] {
    let spiking = graph.nodes.filter { $0.neurons?.spikes == true }.map(\.name)
    let taking = graph.nodes.filter { $0.neurons != nil && $0.neurons?.model != .threshold }
      .map(\.name)
    return preset.openPoints.filter { point in
      switch point.option {
      case .dt: options.tickSeconds.general == nil
      case .reset: spiking.contains { options.reset.value(for: $0) == nil }
      case .gain: taking.contains { options.gain.value(for: $0) == nil }
      case .lowerBound: taking.contains { options.lowerBound.value(for: $0) == nil }
      case .spikesPerTick: spiking.contains { options.spikesPerTick.value(for: $0) == nil }
      }
    }.map { "\(title) does not write it into the file, so check: \($0.text)" }
  }

  private static func ignoredResets(
    of graph: NIRGraph, _ readings: [String: NeuronReading]
  ) -> [String] {
    graph.nodes.compactMap { node in
      guard let reset = readings[node.name]?.reset, reset != .value,
        node.neurons?.parameters["v_reset"]?.contains(where: { $0 != 0 }) == true
      else { return nil }
      return "node '\(node.name)': its v_reset is ignored because of --reset \(reset.rawValue)"
    }
  }
}
