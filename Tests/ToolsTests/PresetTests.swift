import Foundation
import Katydid
import Testing

@testable import katydid_tools

/// What frameworks mean by their NIR files, and how such files are recognised.
@Suite struct PresetTests {
  /// Input, neurons of one node, Output.
  private func graph(
    _ model: NIRNeurons.Model, named name: String = "lif", shape: [Int] = [2],
    _ parameters: [String: [Double]]
  ) -> NIRGraph {
    let neurons = NIRNeurons(model: model, count: nil, parameters: parameters)
    return NIRGraph(
      file: "net.nir",
      nodes: [
        NIRNode(name: "input", content: .input(shape: shape)),
        NIRNode(name: name, content: .neurons(neurons)),
        NIRNode(name: "output", content: .output(count: nil)),
      ], edges: [NIREdge(source: 0, target: 1), NIREdge(source: 1, target: 2)])
  }

  private func read(
    _ graph: NIRGraph, _ options: NIROptions = NIROptions()
  ) throws -> (framework: Framework, layer: RealLayer, reading: NIRReading) {
    let reading = NIRReading(graph, options: options)
    var builder = try NIRNetworkBuilder(graph, reading: reading)
    return (reading.framework, try builder.network().layers[0], reading)
  }

  private func isClose(_ left: [Double]?, _ right: Double) -> Bool {
    guard let left else { return false }
    return left.allSatisfy { abs($0 - right) < 1e-6 }
  }

  @Test func `snnTorch: r is tau over its own tick, the threshold goes a tick late`() throws {
    // beta = 0.9 and alpha = 0.8 in float32.
    let tau = Double(Float(1e-3))
    let file = graph(
      .cubaLIF,
      [
        "tau_mem": [tau], "tau_syn": [Double(Float(5e-4))], "r": [Double(Float(tau / 1e-4))],
        "w_in": [Double(Float(5))], "v_leak": [0], "v_threshold": [1], "v_reset": [0],
      ])
    let (framework, layer, reading) = try read(file)
    #expect(framework == .snntorch && reading.tickSeconds == 1e-4)
    #expect(isClose(layer.leak, 0.9) && isClose(layer.currentLeak, 0.8))
    #expect(layer.gain == [1, 1] && layer.currentGain == [1, 1])
    #expect(layer.comparison == .greater && layer.largestCount == 1)
    #expect(layer.reset == .subtract && isClose(layer.resetValue, 1 / 0.9))
    #expect(reading.notes.contains { $0.contains("--reset zero") && $0.contains("reset_delay") })
    var options = NIROptions()
    options.reset.general = .zero
    let zero = try read(file, options)
    #expect(zero.layer.reset == .toValue && zero.layer.resetValue == [0, 0])
    #expect(!zero.reading.notes.contains { $0.contains("reset_delay") })
  }

  @Test func `snnTorch's other resets`() throws {
    let file = graph(
      .lif,
      [
        "tau": [1e-3], "r": [10], "v_leak": [0], "v_threshold": [1.5], "v_reset": [0],
      ])
    var options = NIROptions()
    options.reset.general = .zeroDelayed
    options.lowerBound.general = -0.5
    let zero = try read(file, options).layer
    #expect(zero.kind == .lif && zero.reset == .toValue && zero.resetValue == [0, 0])
    #expect(zero.refractoryTicks == [1, 1] && zero.holdsInRefractory)
    #expect(zero.lowerBound == [-0.5, -0.5])
    options.reset.general = .subtractImmediate
    let raised = try read(file, options).layer
    #expect(raised.kind == .raisedLIF && raised.reset == .subtract)
    #expect(raised.resetValue == [1.5, 1.5] && raised.refractoryTicks == nil)
  }

  @Test func `Norse: a spike raises the current by all of its weight`() throws {
    let file = graph(
      .cubaLIF, shape: [1, 2],
      [
        "tau_mem": [0.01], "tau_syn": [0.005], "r": [1], "w_in": [1], "v_leak": [0],
        "v_threshold": [1],
      ])
    let (framework, layer, reading) = try read(file)
    #expect(framework == .norse && reading.tickSeconds == 1e-3)
    #expect(isClose(layer.leak, 0.9) && isClose(layer.currentLeak, 0.8))
    #expect(layer.currentGain == [1, 1] && isClose(layer.gain, 0.1))
    #expect(layer.reset == .toValue && layer.comparison == .greater)
  }

  @Test func `Norse: time constants that its exporter wrote 1000 times too short`() throws {
    let file = graph(
      .lif, shape: [1, 2], ["tau": [2e-5], "r": [1], "v_leak": [0], "v_threshold": [1]])
    var (framework, layer, reading) = try read(file)
    #expect(framework == .norse && isClose(layer.leak, 0.95) && isClose(layer.gain, 0.05))
    #expect(reading.tickSeconds.map { abs($0 - 1e-3) < 1e-12 } == true)
    // A tick is in seconds all the same.
    var options = NIROptions()
    options.tickSeconds.general = 2e-3
    (framework, layer, reading) = try read(file, options)
    #expect(isClose(layer.leak, 0.9))
    #expect(reading.tickSeconds.map { abs($0 - 2e-3) < 1e-12 } == true)
  }

  @Test func `Norse and Sinabs: IF adds its input as it is`() throws {
    let parameters: [String: [Double]] = ["r": [1], "v_threshold": [1]]
    let norse = try read(graph(.integrateAndFire, shape: [1, 2], parameters))
    #expect(norse.framework == .norse && norse.layer.gain == [1, 1])
    #expect(norse.layer.reset == .toValue && norse.layer.largestCount == 1)
    let sinabs = try read(graph(.integrateAndFire, parameters))
    #expect(sinabs.framework == .sinabs && sinabs.layer.gain == [1, 1])
    #expect(sinabs.layer.reset == .subtract && sinabs.layer.largestCount == 255)
    #expect(sinabs.layer.comparison == .greaterOrEqual && sinabs.reading.tickSeconds == nil)
  }

  @Test func `Sinabs: ticks for seconds, and an option for norm_input=False`() throws {
    let file = graph(.lif, ["tau": [20], "r": [1], "v_leak": [0], "v_threshold": [1]])
    let (framework, layer, _) = try read(file)
    #expect(framework == .sinabs && isClose(layer.leak, exp(-0.05)))
    #expect(isClose(layer.gain, 1 - exp(-0.05)))
    var options = NIROptions()
    options.gain.general = .jump
    #expect(try read(file, options).layer.gain == [1, 1])
  }

  @Test func `Rockpool: r states the tick and is no gain`() throws {
    let u = 1e-3 / 0.02
    let r = Double(Float(exp(-u) / u))
    let lif = try read(
      graph(
        .lif, named: "1_LIFTorch",
        ["tau": [0.02], "r": [r], "v_leak": [0], "v_threshold": [1]]))
    #expect(lif.framework == .rockpool && lif.layer.gain == [1, 1])
    #expect(isClose(lif.layer.leak, exp(-u)) && lif.reading.tickSeconds == 1e-3)
    #expect(lif.layer.reset == .subtract && lif.layer.comparison == .greaterOrEqual)
    let cuba = try read(
      graph(
        .cubaLIF, named: "1_LIFTorch",
        [
          "tau_mem": [0.02], "tau_syn": [0.01], "r": [r], "w_in": [1], "v_leak": [0],
          "v_threshold": [1],
        ]))
    #expect(isClose(cuba.layer.currentGain, exp(-0.1)) && cuba.layer.gain == [1, 1])
    let readout = try read(
      graph(.leakyIntegrator, named: "2_ExpSynTorch", ["tau": [0.02], "r": [r], "v_leak": [0]]))
    #expect(isClose(readout.layer.gain, exp(-u)) && isClose(readout.layer.leak, exp(-u)))
  }

  @Test(arguments: [1e-6, 0.05, 1, 3, 1e3, 1e9])
  func `Lambert's W`(value: Double) {
    let w = RockpoolPreset.lambertW(value)
    #expect(abs(w * exp(w) / value - 1) < 1e-12)
  }

  @Test func `SpikingJelly: the tick is where r shows it, else the exporter's`() throws {
    let integrator = try read(
      graph(
        .integrateAndFire, named: "_1",
        ["r": [Double(Float(1 / 2e-3))], "v_threshold": [1], "v_reset": [0]]))
    #expect(integrator.framework == .spikingjelly && integrator.reading.tickSeconds == 2e-3)
    #expect(integrator.layer.gain == [1, 1] && integrator.layer.comparison == .greaterOrEqual)
    let lif = try read(
      graph(
        .lif, named: "_1",
        ["tau": [2e-4], "r": [1], "v_leak": [0], "v_threshold": [1], "v_reset": [0.5]]))
    #expect(lif.reading.tickSeconds == 1e-4 && isClose(lif.layer.leak, 0.5))
    #expect(lif.layer.resetValue == [0.5, 0.5] && isClose(lif.layer.gain, 0.5))
    #expect(lif.reading.notes.contains { $0.contains("else give --dt") })
  }

  @Test func `potentials that do not start at 0 are counted from their start`() throws {
    let jelly = try read(
      graph(
        .lif, named: "_1",
        ["tau": [4e-4], "r": [1], "v_leak": [0], "v_threshold": [1], "v_reset": [-0.25]]))
    #expect(jelly.layer.threshold == [1.25, 1.25] && jelly.layer.resetValue == [0, 0])
    // v = 3/4 v + x/4 is v - v0 = 3/4 (v - v0) + x/4 - v0/4.
    #expect(isClose(jelly.layer.constant, 0.0625) && isClose(jelly.layer.leak, 0.75))
    let norse = try read(
      graph(
        .lif, shape: [1, 2], ["tau": [0.01], "r": [1], "v_leak": [0.5], "v_threshold": [1]]))
    #expect(norse.layer.threshold == [0.5, 0.5] && norse.layer.resetValue == [-0.5, -0.5])
    #expect(isClose(norse.layer.constant, 0))
  }

  @Test func `--from overrules the signs, single options overrule --from`() throws {
    var options = NIROptions()
    options.from = .sinabs
    options.compare.nodes["1_LIFTorch"] = .gt
    let file = graph(
      .lif, named: "1_LIFTorch", ["tau": [20], "r": [1], "v_leak": [0], "v_threshold": [1]])
    let (framework, layer, reading) = try read(file, options)
    #expect(framework == .sinabs && isClose(layer.leak, exp(-0.05)))
    #expect(layer.comparison == .greater && layer.largestCount == 255)
    #expect(reading.notes.first == "read as Sinabs means it: as --from says")
  }
}
