import Katydid

/// The top level of a description. Layers and connections are in files of their own.
struct DescriptionReader {
  /// What this reader knows; later versions add keys.
  private static let format = "katydid-network"
  private static let version = 1
  /// Keys of the whole and of `input`.
  static let keys = [
    "format", "version", "dt", "input", "layers", "connections", "output", "labels", "provenance",
  ]
  static let inputKeys = ["channels", "magnitude"]

  private let root: ObjectReader
  var parameters: ParameterReader
  /// Duration of a tick in seconds, if the description states it.
  private(set) var tickSeconds: Double?
  /// What was read so far.
  var network = RealNetwork(inputChannels: 0, layers: [], projections: [], outputLayer: 0)
  private(set) var notes: [String] = []

  init(_ root: ObjectReader, weights: Safetensors) {
    self.root = root
    parameters = ParameterReader(weights: weights)
  }

  mutating func read() throws(Failure) -> RealNetwork {
    try readHead()
    let layers = try root.list("layers")
    guard (1...255).contains(layers.count) else {
      throw root.location(of: "layers").error("has \(layers.count) layers, not 1 to 255")
    }
    for (value, location) in layers {
      let layer = try layer(ObjectReader(value, at: location))
      if layer.name == "input" || layerIndex(layer.name) != nil {
        throw location.error(
          "is a second '\(layer.name)'; names of layers differ, and from 'input'")
      }
      network.layers.append(layer)
    }
    let connections = try root.list("connections")
    guard connections.count <= 1023 else {
      throw root.location(of: "connections").error("has more than the 1023 that a model can have")
    }
    for (value, location) in connections {
      try readConnection(ObjectReader(value, at: location))
    }
    network.outputLayer = try layerNamed("output", in: root)
    try readLabels()
    try readProvenance()
    noteOddities()
    return network
  }

  private mutating func readHead() throws(Failure) {
    let format = try root.string("format")
    guard format == DescriptionReader.format else {
      throw root.location(of: "format").error("is '\(format)', not '\(DescriptionReader.format)'")
    }
    guard try root.integer("version", in: 1...Int(Int32.max)) == DescriptionReader.version else {
      throw root.location(of: "version").error(
        "is missing or unknown; this program reads version \(DescriptionReader.version)")
    }
    try root.requireKnown(DescriptionReader.keys)
    tickSeconds = try root.number("dt")
    if let tickSeconds, tickSeconds <= 0 {
      throw root.location(of: "dt").error("is \(tickSeconds); a tick lasts more than 0 seconds")
    }
    network.tickSeconds = tickSeconds

    let input = try ObjectReader(try root.required("input"), at: root.location(of: "input"))
    try input.requireKnown(DescriptionReader.inputKeys)
    guard let channels = try input.integer("channels", in: 1...65_535) else {
      throw input.location(of: "channels").error("is missing")
    }
    network.inputChannels = channels
    network.inputMagnitude = try input.integer("magnitude", in: 1...32_767)
  }

  func layerIndex(_ name: String) -> Int? {
    network.layers.firstIndex { $0.name == name }
  }

  /// The layer that a key names.
  func layerNamed(_ key: String, in object: ObjectReader) throws(Failure) -> Int {
    let name = try object.string(key)
    if let index = layerIndex(name) { return index }
    throw object.location(of: key).error(
      "there is no layer '\(name)'; " + suggestion(for: name, among: network.layers.map(\.name)))
  }

  private mutating func readLabels() throws(Failure) {
    guard root["labels"] != nil else { return }
    var labels: [String] = []
    for (value, location) in try root.list("labels") {
      guard case .string(let label) = value else {
        throw location.error("is \(value.kindName); it must be a string")
      }
      try location.requireStorable(label)
      labels.append(label)
    }
    let output = network.layers[network.outputLayer]
    guard labels.count == output.count else {
      throw root.location(of: "labels").error(
        "are \(labels.count), but the output '\(output.name)' has \(output.count) neurons")
    }
    network.labels = labels
  }

  private mutating func readProvenance() throws(Failure) {
    guard let value = root["provenance"] else { return }
    let provenance = try ObjectReader(value, at: root.location(of: "provenance"))
    for key in provenance.keys { network.provenance[key] = try provenance.string(key) }
  }

  /// Notes what is allowed and yet hardly meant.
  private mutating func noteOddities() {
    let unused = parameters.unusedTensors
    if !unused.isEmpty {
      notes.append("tensors that the description does not use: " + quoted(unused))
    }
    for (index, layer) in network.layers.enumerated() {
      if !network.projections.contains(where: { $0.target == index && $0.source != index }) {
        notes.append("layer '\(layer.name)' gets nothing from the input or another layer")
      }
      let leads = network.projections.contains { $0.source == index && $0.target != index }
      if index != network.outputLayer && !leads {
        notes.append("layer '\(layer.name)' leads nowhere and is not the output")
      }
    }
  }
}
