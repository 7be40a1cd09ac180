import Foundation
import Katydid
import Testing

@testable import katydid_tools

/// Files written by `Tools/training/make_nir_fixtures.py`, small enough to work out by hand.
@Suite struct NIRReaderTests {
  private func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Golden/nir/\(name).nir").standardized.path
  }

  private func read(
    _ name: String, _ options: NIROptions = NIROptions()
  ) throws -> (network: RealNetwork, notes: [String]) {
    try readNIR(path: path(name), options: options)
  }

  private func isClose(_ left: [Double]?, _ right: [Double]) -> Bool {
    guard let left, left.count == right.count else { return false }
    return zip(left, right).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }
  }

  @Test func `edges in any order, compressed parameters, reset value and leak potential`() throws {
    let (network, notes) = try read("feed-forward")
    #expect(network.inputChannels == 3)
    #expect(network.layers.map(\.name) == ["lif1", "li"])
    #expect(network.outputLayer == 1)
    #expect(network.tickSeconds == 1e-3)
    #expect(network.provenance["format"] == "NIR 1.0.8")

    let lif = network.layers[0]
    #expect(lif.kind == .lif && lif.count == 4 && lif.largestCount == 1)
    #expect(lif.comparison == .greater && lif.reset == .toValue)
    // u = dt / tau; leak 1 - u, gain u r, constant u v_leak.
    #expect(isClose(lif.leak, [0.9, 0.95, 0.975, 0.99]))
    #expect(isClose(lif.gain, [0.1, 0.1, 0.1, 0.08]))
    #expect(isClose(lif.constant, [0.05, 0.025, 0.0125, 0.005]))
    #expect(lif.bias == [0.5, 0, 0, -0.5])
    #expect(lif.threshold == [1, 2, 3, 4])
    #expect(lif.resetValue == [0.25, 0.25, 0.25, 0.25])

    let readout = network.layers[1]
    #expect(readout.kind == .leakyIntegrator && readout.largestCount == 0)
    #expect(isClose(readout.leak, [0.9, 0.9]) && isClose(readout.constant, [0.05, 0.05]))
    #expect(readout.threshold == nil && readout.resetValue == nil)

    #expect(network.projections.map(\.name) == ["fc1", "fc2"])
    #expect(network.projections.map(\.source) == [nil, 0])
    #expect(network.projections[0].weights == (1...12).map(Double.init))
    #expect(network.projections[1].weights == [1, 0, -1, 0, 0, 2, 0, -2])
    #expect(notes.first?.contains("nothing in it shows which framework wrote it (--from)") == true)
    #expect(notes.contains { $0.contains("--reset") && $0.contains("--dt") })
  }

  @Test
  func `a recurrent bias acts from the first tick, and weights before the Output are a readout`()
    throws
  {
    let (network, notes) = try read("recurrent")
    #expect(network.layers.map(\.name) == ["1.lif", "out"])
    #expect(network.layers[0].bias == [1, 1, 1, 3])
    #expect(network.projections.map(\.name) == ["fc", "1.w_rec", "out"])
    #expect(network.projections.map(\.source) == [nil, 0, 0])
    #expect(network.projections.map(\.target) == [0, 0, 1])
    let readout = network.layers[1]
    #expect(readout.kind == .leakyIntegrator && readout.leak == [0, 0] && readout.gain == [1, 1])
    #expect(readout.bias == [3, -3] && network.outputLayer == 1)
    #expect(notes.contains { $0.contains("'1.lif' reach '1.lif' a tick later") })
    // tau = 5 ms, r = 50, v_reset = 0: as snnTorch writes it for its step of 1e-4.
    #expect(notes.contains { $0.hasPrefix("'1.lif': a tick of 0.0001 ") })
    #expect(network.tickSeconds == 1e-4 && network.provenance["from"] == "snntorch")
    var plain = NIROptions()
    plain.from = .nir
    #expect(try read("recurrent", plain).notes.contains { $0.contains("give --dt 0.0001") })
  }

  @Test func `a nested graph is flattened, and batch axes do not count`() throws {
    let (network, _) = try read("nested")
    #expect(network.inputChannels == 3)
    #expect(network.layers.map(\.name) == ["rec/lif"])
    #expect(network.projections.map(\.name) == ["fc", "rec/w_rec"])
    #expect(network.projections.map(\.source) == [nil, 0])
  }

  @Test func `convolutions, poolings and what lies between them`() throws {
    let (network, _) = try read("picture")
    #expect(network.layers.map(\.count) == [144, 20, 3])
    // The bias of a channel is that of its neurons.
    #expect(network.layers[0].bias[35...36] == [1, 0] && network.layers[0].bias[143] == 2)
    let first = try #require(network.projections[0].convolution)
    #expect(first.groups == 2 && first.vertical == Window(kernel: 3, padding: 1))
    #expect(first.output == Extent(channels: 4, height: 6, width: 6))
    // A sum pooling before a convolution is a stage of its projection.
    let second = network.projections[1]
    #expect(second.pooling?.output == Extent(channels: 4, height: 3, width: 3))
    #expect(second.convolution?.output == Extent(channels: 5, height: 2, width: 2))
    // The quarter of a mean goes into the weights behind it.
    let third = network.projections[2]
    #expect(third.pooling?.output.count == 5 && third.convolution == nil)
    #expect(third.sources == 5 && third.weights.contains { abs($0) == 0.25 })
  }

  @Test func `signals, padding "same", scales and the nodes without parameters`() throws {
    let (network, notes) = try read("signal")
    let threshold = network.layers[0]
    #expect(threshold.kind == .lif && threshold.leak?.allSatisfy { $0 == 0 } == true)
    #expect(threshold.bias[9...17].allSatisfy { $0 == 2 } && threshold.gain.allSatisfy { $0 == 1 })
    let integrator = network.layers[1]
    #expect(integrator.kind == .leakyIntegrator && integrator.count == 12)
    #expect(integrator.leak?.allSatisfy { $0 == 1 } == true && integrator.gain[0] == 1)
    let same = try #require(network.projections[0].convolution)
    #expect(same.horizontal == Window(kernel: 3, dilation: 2, padding: 2) && same.output.width == 9)
    #expect(network.projections[1].convolution?.horizontal.stride == 3)
    #expect(notes.contains { $0.contains("joined with the weights before them") && $0.contains("'scale'") })
  }

  @Test func `delays before weights are those of the sources, behind them take weights each`() throws {
    let (network, _) = try read("delays")
    // 3 and 0 ticks before, 2 or 1 behind: one projection for each of the latter.
    let input = network.projections.filter { $0.source == nil }
    #expect(input.map(\.delayTicks) == [[4, 1], [5, 2]])
    #expect(input.map(\.weights) == [[0, 0, 3, -1], [1, 2, 0, 0]])
    let back = network.projections.filter { $0.source == 0 && $0.target == 0 }
    #expect(back.map(\.delayTicks) == [[1, 1]])
    // CubaLI is a CuBa-LIF that never fires.
    #expect(network.layers[1].kind == .cubaLIF && !network.layers[1].canFire)
    #expect(isClose(network.layers[1].currentGain, [1, 1]))
  }

  /// Packed on a grid, these networks do what they do in float64, neuron by neuron and tick by tick.
  @Test(arguments: [("picture", 72), ("signal", 18), ("delays", 2)])
  func `packed convolutions, poolings and delays`(name: String, channels: Int) throws {
    let network = try read(name).network
    let folder = try TemporaryFolder()
    let spikes = folder.path("x.npy")
    try writeSpikes(to: spikes, ticks: 150, channels: channels)
    let agreement = try SpikeAgreement.measure(
      network, packed: try Quantiser.packed(network),
      input: try NPYArray.input(path: spikes, channels: channels))
    #expect(agreement.layers.allSatisfy { $0.equalShare ?? 1 == 1 })
    #expect(agreement.layers.allSatisfy { $0.relativeDifference ?? 0 < 1e-3 })
    #expect(agreement.layers.contains { $0.floatSpikes > 50 })
    #expect(agreement.saturations == 0)
  }

  @Test func `edges into one node are summed, and weights in a row multiplied`() throws {
    let (network, notes) = try read("sums")
    #expect(network.layers.map(\.name) == ["lif"])
    // b (a x + [1 0 0 0]) + [10 20], direct x, back z + [100 200].
    #expect(network.layers[0].bias == [111, 220])
    #expect(network.projections.count == 2)
    #expect(network.projections[0].source == nil)
    #expect(network.projections[0].weights == [-5, -6, -6, -12, -11, -12])
    #expect(network.projections[1].source == 0)
    #expect(network.projections[1].weights == [0, 1, 1, 0])
    #expect(notes.contains { $0.contains("'probe', 'probed'") && $0.contains("left out") })
    #expect(notes.contains { $0.contains("joined") && $0.contains("'b'") })
  }

  @Test func `synaptic current, no leak, and neurons without weights before them`() throws {
    let (network, _) = try read("kinds")
    #expect(network.layers.map(\.kind) == [.cubaLIF, .integrateAndFire])
    let cuba = network.layers[0]
    #expect(isClose(cuba.currentLeak, [0.75, 0.75]) && isClose(cuba.currentGain, [1, 1]))
    #expect(isClose(cuba.leak, [0.95, 0.95]) && isClose(cuba.gain, [1, 1]))
    #expect(isClose(cuba.constant, [0.05, 0.05]))
    let integrator = network.layers[1]
    #expect(integrator.leak == nil && integrator.gain == [1, 1])
    #expect(integrator.threshold == [3, 3] && integrator.resetValue == [-1, -1])
    #expect(network.projections.map(\.weights) == [[1, 0, 0, 1], [1, 0, 0, 1]])
    #expect(network.projections.map(\.name) == ["input -> cuba", "cuba -> if"])
  }

  @Test func `the edge that closes a cycle is the one that waits`() throws {
    let (network, notes) = try read("feedback")
    #expect(network.layers.map(\.name) == ["branch", "first", "second", "last"])
    let recurrent = network.projections.filter { ($0.source ?? -1) >= $0.target }
    #expect(recurrent.map(\.name) == ["w_back"])
    #expect(notes.contains { $0.contains("'second' reach 'first' a tick later") })
  }

  @Test func `scalars hold for all neurons of the node before, whole numbers are weights too`()
    throws
  {
    let (network, _) = try read("scalars")
    #expect(network.inputChannels == 3)
    #expect(network.layers[0].count == 4)
    #expect(isClose(network.layers[0].leak, [0.9, 0.9, 0.9, 0.9]))
    #expect(network.layers[0].resetValue == [0, 0, 0, 0])
    #expect(network.projections[0].weights == (1...12).map(Double.init))
    #expect(network.provenance["format"] == "NIR 1.0.4")
  }

  @Test func `options, for all nodes and for single ones`() throws {
    var options = NIROptions()
    options.tickSeconds.general = 2e-3
    options.decay.nodes["cuba"] = .exponential
    options.reset.general = .subtract
    options.reset.nodes["cuba"] = .subtractDelayed
    options.compare.general = .ge
    options.spikesPerTick.nodes["if"] = .multi
    let (network, notes) = try read("kinds", options)
    #expect(network.tickSeconds == 2e-3)
    let cuba = network.layers[0]
    #expect(isClose(cuba.currentLeak, [exp(-0.5), exp(-0.5)]))
    #expect(isClose(cuba.currentGain, [4 * (1 - exp(-0.5)), 4 * (1 - exp(-0.5))]))
    #expect(isClose(cuba.gain, [20 * (1 - exp(-0.1)), 20 * (1 - exp(-0.1))]))
    #expect(isClose(cuba.constant, [1 - exp(-0.1), 1 - exp(-0.1)]))
    #expect(cuba.reset == .subtract && isClose(cuba.resetValue, [exp(0.1), exp(0.1)]))
    #expect(cuba.comparison == .greaterOrEqual && cuba.largestCount == 1)
    let integrator = network.layers[1]
    #expect(integrator.gain == [2, 2] && integrator.largestCount == 255)
    #expect(integrator.reset == .subtract && integrator.resetValue == [3, 3])
    #expect(notes.contains { $0.contains("'if': its v_reset is ignored") })
  }

  @Test func `what the options say of nodes that are not there is refused`() throws {
    var options = NIROptions()
    options.reset.nodes["li"] = .zero
    let error = try #require(throws: Failure.self) { try read("feed-forward", options) }
    #expect(error.status == .usage)
    #expect(
      error.description.hasSuffix(
        "--reset: no node 'li' that it applies to; it can be given for 'lif1'"))
    options = NIROptions()
    options.tickSeconds.general = .nan
    #expect(throws: Failure.self) { try read("feed-forward", options) }
  }

  @Test(arguments: [
    ("bad-nan", "node 'fc': weight: is nan at [2, 1]"),
    ("bad-tau", "node 'lif1': tau: is 0.0 at neuron 3"),
    ("bad-short-tau", "node 'lif1': tau: is 2e-05 s at neuron 0, less than a tick of 0.001 s"),
    ("bad-shape", "node 'fc': takes 3 values, but 'input' gives 5"),
    ("bad-node", "node '1': is of the type Sigmoid, which cannot be packed"),
    ("bad-kernel", "node 'conv': takes [1, height, width], but [3] comes in"),
    ("bad-pool", "node 'pool': takes [channels, height, width], but [4] comes in"),
    ("bad-late-bias", "node 'delay': delay: is behind a bias at 2, which would begin 2 ticks late"),
    ("bad-not-fed", "node 'fc2': leads to the Output but gets nothing from the Input"),
    ("bad-not-reached", "node 'output': is not reached from the Input 'input'"),
    ("bad-two-outputs", "node 'output': is fed by several nodes ('lif1', 'lif2')"),
    ("bad-only-input", "node 'output': is fed by the Input itself"),
    ("bad-li-feeds", "node 'li': is an LI that feeds 'lif1'"),
    ("bad-cycle", "a cycle of edges without neurons, through or into: w1, w2"),
    ("bad-edge", "edges: '0' -> '2': there is no node '2'"),
    ("bad-type", "/node: is a LIF"),
    ("bad-missing", "node '1': v_leak: is missing"),
    ("bad-endless", "is nested more than 16 graphs deep"),
    ("bad-huge", "node '0': weight: has the shape [1048576, 1048576]"),
  ])
  func `what is wrong is named`(name: String, message: String) throws {
    let error = try #require(throws: Failure.self) { try read(name) }
    #expect(error.status == .badData)
    #expect(error.description.hasPrefix(path(name) + ": "))
    #expect(error.description.contains(message))
  }

  @Test func `files that are not there, or something else`() throws {
    let missing = try #require(throws: Failure.self) { try read("no-such-file") }
    #expect(missing.status == .noInput)
    let other = try #require(throws: Failure.self) {
      try readNIR(path: #filePath, options: NIROptions())
    }
    #expect(other.status == .badData && other.what.contains("not an HDF5 file"))
  }

  @Test func `a file that is cut off`() throws {
    let folder = try TemporaryFolder()
    for name in ["scalars", "feed-forward"] {
      let whole = try Data(contentsOf: URL(fileURLWithPath: path(name)))
      for count in stride(from: 0, to: whole.count, by: 997) {
        let cut = folder.path("cut.nir")
        try whole.prefix(count).write(to: URL(fileURLWithPath: cut))
        #expect(throws: Failure.self) { try readNIR(path: cut, options: NIROptions()) }
      }
    }
  }
}
