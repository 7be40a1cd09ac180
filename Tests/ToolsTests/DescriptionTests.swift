import Foundation
import Katydid
import Testing

@testable import katydid_tools

@Suite struct DescriptionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Tensors `w` `[3, 2]` = 1...6, `r` `[3, 3]` = identity, `o` `[2, 3]` = 1, `t` `[3]` = 1, 2, 3, `s` `[]` = 0.5,
  /// `nan` `[3]`.
  private func write(_ description: String) throws -> String {
    let path = folder.path("net.safetensors")
    try writeTensors(
      [
        ("w", [3, 2], [1, 2, 3, 4, 5, 6]), ("r", [3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]),
        ("o", [2, 3], [1, 1, 1, 1, 1, 1]), ("t", [3], [1, 2, 3]), ("s", [], [0.5]),
        ("nan", [3], [1, .nan, 2]),
      ], to: path)
    try Data(description.utf8).write(to: URL(fileURLWithPath: folder.path("net.json")))
    return path
  }

  /// A description with one layer `a` of three neurons.
  private func description(layer: String, top: String = "", connections: String = "") -> String {
    """
    {"format": "katydid-network", "version": 1, "input": {"channels": 2}, \(top) "output": "a",
     "layers": [{"name": "a", "neurons": 3, \(layer)}],
     "connections": [{"from": "input", "to": "a", "weight": "w"}\(connections)]}
    """
  }

  private func read(_ text: String) throws -> (network: RealNetwork, notes: [String]) {
    try readDescription(weightsPath: try write(text), descriptionPath: nil)
  }

  @Test func `a whole network`() throws {
    let (network, notes) = try read(
      """
      {"format": "katydid-network", "version": 1, "dt": 0.001,
       "input": {"channels": 2, "magnitude": 7},
       "layers": [
         {"name": "hidden", "kind": "alif", "neurons": 3, "tau": 0.02, "adaptation_tau": 0.2,
          "adaptation_strength": "t", "threshold": "s", "reset": "subtract-adaptive", "compare": "ge",
          "spikes_per_tick": "multi", "refractory_ticks": "t", "bias": 0.25},
         {"name": "out", "kind": "li", "neurons": 2, "leak": 0.75, "gain": 1, "constant": 2}],
       "connections": [
         {"from": "input", "to": "hidden", "weight": "w", "bias": "t", "layout": "sparse"},
         {"from": "hidden", "to": "hidden", "weight": "r"},
         {"from": "hidden", "to": "out", "weight": "o"}],
       "output": "out", "labels": ["yes", "no"], "provenance": {"licence": "CC0"}}
      """)
    #expect(network.inputChannels == 2 && network.inputMagnitude == 7)
    #expect(network.tickSeconds == 0.001 && network.outputLayer == 1)
    #expect(network.labels == ["yes", "no"] && network.provenance == ["licence": "CC0"])
    let hidden = network.layers[0]
    let leak = exp(-0.05)
    #expect(hidden.kind == .alif && hidden.leak == [leak, leak, leak])
    #expect(hidden.gain == [1 - leak, 1 - leak, 1 - leak])
    #expect(hidden.adaptationLeak == [exp(-0.005), exp(-0.005), exp(-0.005)])
    #expect(hidden.adaptationStrength == [1, 2, 3])
    #expect(hidden.threshold == [0.5, 0.5, 0.5] && hidden.resetValue == [0.5, 0.5, 0.5])
    #expect(hidden.reset == .subtractAdaptive && hidden.comparison == .greaterOrEqual)
    #expect(hidden.largestCount == 255 && hidden.refractoryTicks == [1, 2, 3])
    #expect(hidden.bias == [1.25, 2.25, 3.25])
    let out = network.layers[1]
    #expect(out.kind == .leakyIntegrator && out.leak == [0.75, 0.75] && out.gain == [1, 1])
    #expect(out.constant == [2, 2] && out.largestCount == 0 && out.threshold == nil)
    #expect(network.projections.map(\.source) == [nil, 0, 0])
    #expect(network.projections.map(\.target) == [0, 0, 1])
    #expect(network.projections[0].weights == [1, 2, 3, 4, 5, 6])
    #expect(network.projections.map(\.layout) == [.sparse, nil, nil])
    #expect(notes == ["tensors that the description does not use: 'nan'"])
  }

  @Test func `the other kinds`() throws {
    let lif = try read(description(layer: #""kind": "lif", "leak": 0.5"#)).network.layers[0]
    #expect(
      lif.gain == [0.5, 0.5, 0.5] && lif.threshold == [1, 1, 1] && lif.resetValue == [0, 0, 0])
    #expect(lif.reset == .toValue && lif.largestCount == 1 && lif.comparison == .greater)

    let cuba = try read(
      description(
        layer: #""kind": "cubalif", "tau": 0.01, "current_tau": 0.005, "discretization": "euler""#,
        top: #""dt": 0.001,"#)
    ).network.layers[0]
    #expect(cuba.leak == [0.9, 0.9, 0.9] && cuba.currentLeak == [0.8, 0.8, 0.8])
    #expect(cuba.gain.allSatisfy { abs($0 - 0.1) < 1e-15 } && cuba.currentGain == [1, 1, 1])

    let adlif = try read(
      description(
        layer: """
          "kind": "adlif", "leak": 0.5, "adaptation_leak": "s", "p": 0.1, "q": "t",
          "reset": {"subtract": "t"}, "spikes_per_tick": 3
          """)
    ).network.layers[0]
    #expect(adlif.adaptationLeak == [0.5, 0.5, 0.5] && adlif.couplingSpike == [1, 2, 3])
    #expect(adlif.reset == .subtract && adlif.resetValue == [1, 2, 3] && adlif.largestCount == 3)

    let integrator = try read(
      description(layer: #""kind": "if", "reset": {"value": -1}"#)
    ).network.layers[0]
    #expect(integrator.leak == nil && integrator.gain == [1, 1, 1])
    #expect(integrator.reset == .toValue && integrator.resetValue == [-1, -1, -1])
  }

  @Test(arguments: [
    (#""kind": "lif", "taau": 1"#, "layers[0].taau: is not a known key; did you mean 'tau'?"),
    (
      #""kind": "lif", "leak": 0.5, "p": 1"#,
      "layers[0].p: is not a parameter of a layer of kind lif"
    ),
    (#""kind": "liff""#, "layers[0].kind: is 'liff'; did you mean 'lif'?"),
    (#""kind": "lif""#, "layers[0].tau: give either tau (seconds) or leak"),
    (#""kind": "lif", "tau": 1, "leak": 1"#, "layers[0].tau: give either tau (seconds) or leak"),
    (#""kind": "lif", "tau": 1"#, "layers[0].tau: needs the duration of a tick"),
    (#""kind": "lif", "leak": 1.5"#, "layers[0].leak: is 1.5 at neuron 0"),
    (#""kind": "lif", "leak": "t"# + #"""#, "layers[0].leak: is 2.0 at neuron 1"),
    (#""kind": "lif", "leak": "nan""#, "layers[0].leak: tensor 'nan' is nan at [1]"),
    (
      #""kind": "lif", "leak": "w""#,
      "layers[0].leak: tensor 'w' has the shape [3, 2]; it must be [] or [3]"
    ),
    (#""kind": "lif", "leak": "ss""#, "has no tensor 'ss'; did you mean 's'?"),
    (#""kind": "lif", "leak": true"#, "layers[0].leak: is a truth value"),
    (#""kind": "lif", "leak": 1e999"#, "is not JSON"),
    (
      #""kind": "lif", "leak": 0.5, "reset": "subtract-adaptive""#,
      "layers[0].reset: subtract-adaptive is for"
    ),
    (
      #""kind": "lif", "leak": 0.5, "reset": {"value": 1, "subtract": 1}"#,
      "must have either value or subtract"
    ),
    (
      #""kind": "lif", "leak": 0.5, "reset": {"amount": 1}"#,
      "layers[0].reset.amount: is not a known key"
    ),
    (#""kind": "lif", "leak": 0.5, "spikes_per_tick": 256"#, "layers[0].spikes_per_tick: is 256.0"),
    (#""kind": "lif", "leak": 0.5, "refractory_ticks": 0.5"#, "layers[0].refractory_ticks: is 0.5"),
    (
      #""kind": "lif", "leak": 0.5, "threshold": 0, "spikes_per_tick": "multi""#,
      "layers[0].threshold: is 0.0 at neuron 0"
    ),
    (
      #""kind": "alif", "leak": 0.5, "adaptation_leak": 0.5"#,
      "layers[0].adaptation_strength: is missing"
    ),
    (
      #""kind": "li", "leak": 0.5, "threshold": 1"#,
      "layers[0].threshold: is not a parameter of a layer of kind li"
    ),
  ])
  func `what is wrong with a layer is named`(layer: String, message: String) throws {
    let error = try #require(throws: Failure.self) { try read(description(layer: layer)) }
    #expect(error.description.hasPrefix(folder.path("net.json") + ": "))
    #expect(error.description.contains(message))
  }

  @Test(arguments: [
    (#""leak": 0.5"#, #""frontend": {},"#, "", "frontend: is not a known key"),
    (#""leak": 0.5"#, #""dt": 0,"#, "", "dt: is 0.0; a tick lasts"),
    (
      #""tau": 0"#, #""dt": 0.001,"#, "",
      "layers[0].tau: is 0.0 at neuron 0; a time constant is above 0"
    ),
    (
      #""tau": 0.0001, "discretization": "euler""#, #""dt": 0.001,"#, "",
      "layers[0].tau: is 0.0001 s at neuron 0, less than a tick"
    ),
    (#""leak": 0.5"#, #""labels": ["x"],"#, "", "labels: are 1, but the output 'a' has 3 neurons"),
    (#""leak": 0.5"#, #""labels": ["x", "", "z"],"#, "", "labels[1]: '' has 0 bytes"),
    (
      #""leak": 0.5"#, #""labels": ["x", "\u0007", "z"],"#, "", "labels[1]: has a control character"
    ),
    (#""leak": 0.5"#, #""provenance": {"x": 1},"#, "", "provenance.x: is a number"),
    (
      #""leak": 0.5"#, "", #", {"from": "b", "to": "a", "weight": "w"}"#,
      "connections[1].from: there is no layer 'b'"
    ),
    (#""leak": 0.5"#, "", #", {"from": "a", "to": "a", "weight": "w"}"#, "it must be [3, 3]"),
    (#""leak": 0.5"#, "", #", {"from": "a", "to": "a", "wait": "w"}"#, "did you mean 'weight'?"),
    (#""leak": 0.5"#, "", #", 7"#, "connections[1]: is a number"),
  ])
  func `what is wrong elsewhere is named`(
    layer: String, top: String, connections: String, message: String
  ) throws {
    let error = try #require(throws: Failure.self) {
      try read(description(layer: #""kind": "lif", "# + layer, top: top, connections: connections))
    }
    #expect(error.description.contains(message))
  }

  @Test func `a readout passes nothing on, names differ, and the version is known`() throws {
    let loop = #", {"from": "a", "to": "a", "weight": "r"}"#
    #expect(throws: Failure.self) {
      try read(description(layer: #""kind": "li", "leak": 0.5"#, connections: loop))
    }
    let good = description(layer: #""kind": "lif", "leak": 0.5"#)
    for (part, replacement) in [
      (#""version": 1"#, #""version": 2"#), ("katydid-network", "katydid"),
      (#""name": "a""#, #""name": "input""#), (#""output": "a""#, #""output": "b""#),
      (#""channels": 2"#, #""channels": 3"#), (#""channels": 2"#, #""channels": -1"#),
    ] {
      #expect(throws: Failure.self) {
        try read(good.replacingOccurrences(of: part, with: replacement))
      }
    }
  }

  @Test func `files that are not there`() throws {
    let weights = try write("{}")
    let error = try #require(throws: Failure.self) {
      try readDescription(weightsPath: weights, descriptionPath: folder.path("other.json"))
    }
    #expect(error.status == .noInput && error.what.contains("--description"))
    let missing = try #require(throws: Failure.self) {
      try readDescription(weightsPath: folder.path("none.safetensors"), descriptionPath: nil)
    }
    #expect(missing.status == .noInput)
  }

  @Test func `any cut and any flipped bit of a description gives a network or an error`() throws {
    let text = Data(
      description(
        layer: #""kind": "cubalif", "tau": 0.01, "current_leak": "s", "reset": {"value": "t"}"#,
        top: #""dt": 0.001, "labels": ["x", "y", "é"],"#
      ).utf8)
    let weights = try Safetensors(path: try write("{}"))
    func tryReading(_ text: Data) {
      let location = InputLocation(file: "net.json")
      guard let value = try? JSONValue.parse(text, at: location),
        let root = try? ObjectReader(value, at: location)
      else { return }
      var reader = DescriptionReader(root, weights: weights)
      _ = try? reader.read()
    }
    for count in 0..<text.count { tryReading(text.prefix(count)) }
    for bit in 0..<8 * text.count {
      var damaged = text
      damaged[bit / 8] ^= 1 << (bit % 8)
      tryReading(damaged)
    }
  }
}
