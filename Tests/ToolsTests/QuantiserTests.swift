import Foundation
import Katydid
import Testing

@testable import katydid_tools

@Suite struct QuantiserTests {
  private func quantised(_ network: RealNetwork) throws -> Quantiser.Result {
    try Quantiser().quantise(network)
  }

  @Test func `a grid loses nothing`() throws {
    let weights = Weights.grid(30 * 8, step: 0.1, largest: 100, seed: 2).map { Double(Float($0)) }
    let layer = RealLayer.uniform("a", .lif, count: 8, gain: 0.05, threshold: 1)
    let result = try quantised(.single(layer, inputs: 30, weights: weights))
    #expect(result.layers[0].hasLayerGrid)
    #expect(result.layers[0].signalToNoiseDecibels == nil)
    #expect(result.layers[0].clippedShare == 0)
    #expect(
      result.network.projections[0].weights.map(Int.init)
        == weights.map { Int(($0 * 10).rounded()) })
    // 1 / (0.05 * 0.1 * 2^-12), snapped although 0.1 is a float32.
    #expect(result.network.layers[0].parameters[.threshold]?.first == 819_200)
    #expect(result.notes.isEmpty)
  }

  @Test func `each neuron may have its own grid`() throws {
    let weights = Weights.grid(40, step: 0.1, seed: 4) + Weights.grid(40, step: 0.0371, seed: 5)
    let layer = RealLayer.uniform("a", .lif, count: 2)
    let report = try quantised(.single(layer, inputs: 40, weights: weights)).layers[0]
    #expect(!report.hasLayerGrid && report.neuronsOnGrid == 2 && report.grid == "each neuron")
    #expect(report.signalToNoiseDecibels == nil)
  }

  @Test func `no grid: the report says what was lost`() throws {
    let layer = RealLayer.uniform("a", .lif, count: 16)
    let network = RealNetwork.single(layer, inputs: 100, weights: Weights.normal(1600, seed: 6))
    let report = try quantised(network).layers[0]
    #expect(report.grid == "none")
    #expect(try #require(report.signalToNoiseDecibels) > 38)
    #expect(report.clippedShare < 0.01)
    #expect(report.denseBytes == 1600)
  }

  @Test func `a convolution is quantised as its kernels, with a step for each channel`() throws {
    let (input, output) = (
      Extent(channels: 2, height: 5, width: 5), Extent(channels: 3, height: 3, width: 3)
    )
    let window = Window(kernel: 3)
    let kernels = Weights.normal(3 * 2 * 9, seed: 8)
    var network = RealNetwork.single(
      .uniform("a", .lif, count: output.count, gain: 0.5), inputs: input.count, weights: kernels)
    network.projections[0].convolution = ConvolutionShape(
      input: input, output: output, vertical: window, horizontal: window)
    // Other gains are other units of the same kernels.
    network.layers[0].gain[4] = 0.25
    let result = try quantised(network)
    let projection = result.network.projections[0]
    #expect(projection.layout == .convolution && projection.weights.count == kernels.count)
    let units = try #require(result.network.layers[0].parameters[.unit]).map {
      Double(Float(bitPattern: UInt32(bitPattern: $0)))
    }
    #expect(Set(units[9..<18]).count == 1 && units[4] == units[3] / 2)
    let step = units[9] / 0.5 * 4096
    for (weight, steps) in zip(kernels[18..<36], projection.weights[18..<36]) {
      #expect(abs(Double(steps) * step - weight) < 0.51 * step || abs(steps) == 127)
    }
    #expect(result.layers[0].grid == "none" && result.layers[0].weightBytes == 32 + kernels.count)
    network.layers[0].gain[5] = -0.25
    let error = try #require(throws: Failure.self) { try quantised(network) }
    #expect(error.description.contains("neurons 0 to 8 share the kernel of a convolution"))
  }

  @Test func `thresholds on ties`() {
    #expect(Rounding.threshold(10.5, .greater) == 10)
    #expect(Rounding.threshold(10.5, .greaterOrEqual) == 11)
    #expect(Rounding.threshold(-10.5, .greater) == -11)
    // An error of float32 is no half of a unit.
    #expect(Rounding.threshold(40_959.9996, .greater) == 40_960)
    #expect(Rounding.threshold(40_960.0004, .greaterOrEqual) == 40_960)
    #expect(Rounding.threshold(0x1p30, .greater) == nil)
    #expect(Rounding.threshold(.nan, .greater) == nil)
    #expect(Rounding.threshold(.infinity, .greaterOrEqual) == nil)
  }

  @Test func `factors`() throws {
    #expect(Rounding.q31(1) == Int32.max)
    #expect(Rounding.q31(0.5) == 1 << 30)
    #expect(Rounding.q31(1.000_001) == nil)
    #expect(Rounding.q31(-1e-9) == nil)
    #expect(Rounding.q31(.nan) == nil)
    for factor in [1.0, -1, 0.3, -0.9999999999, 12.5, 0x1p-32, -0x1p29, 0x1.fffffp29] {
      let (mantissa, shift) = try #require(Rounding.coupling(factor))
      #expect(mantissa.magnitude >= 1 << 30 && (1...62).contains(shift))
      #expect(abs(scalbn(Double(mantissa), -Int(shift)) / factor - 1) < 0x1p-30)
    }
    #expect(try #require(Rounding.coupling(0)) == (0, 31))
    #expect(try #require(Rounding.coupling(1e-300)) == (0, 31))
    #expect(Rounding.coupling(0x1p30) == nil)
    #expect(Rounding.coupling(.nan) == nil)
    #expect(Rounding.coupling(.infinity) == nil)
  }

  @Test func `gains are folded, and a negative one turns the weights`() throws {
    var layer = RealLayer.uniform("a", .cubaLIF, count: 2, gain: -0.5, bias: 0.25)
    layer.currentGain = [2, 2]
    layer.constant = [0.125, 0.125]
    let network = RealNetwork.single(layer, inputs: 2, weights: [0.5, -1, 1, 0])
    let result = try quantised(network).network
    let parameters = result.layers[0].parameters
    #expect(result.projections[0].weights == [-1, 2, -2, 0])
    // unit = 0.5 * |g k| * 2^-12; bias g k b = -0.25, membrane bias c.
    #expect(parameters[.bias] == [-2048, -2048])
    #expect(parameters[.membraneBias] == [1024, 1024])
    #expect(
      parameters[.unit]?.map { Float(bitPattern: UInt32(bitPattern: $0)) } == [0x1p-13, 0x1p-13])
  }

  @Test func `fraction bits make room`() throws {
    // 100,000 steps of threshold fit 2^29 units with 12 bits, 200,000 do not.
    for (threshold, bits) in [(100_000.0, 12), (200_000, 11), (3e7, 4)] {
      let layer = RealLayer.uniform("a", .lif, count: 1, threshold: threshold)
      let result = try quantised(.single(layer, inputs: 2, weights: [1, -1]))
      #expect(result.layers[0].fractionBits == bits)
      #expect(result.layers[0].signalToNoiseDecibels == nil && result.notes.isEmpty)
    }
    // Below 4 bits the grid is given up instead, with a note.
    let layer = RealLayer.uniform("a", .lif, count: 1, threshold: 1e9)
    let result = try quantised(.single(layer, inputs: 2, weights: [1, -1]))
    #expect(result.layers[0].neuronsOnGrid == 0)
    #expect(result.notes.count == 1)
    // The sum of all weights must fit, too.
    #expect(FractionBits.choose(sums: [0x1p18], parameters: [1], isGrid: [true]) == 12)
    #expect(FractionBits.choose(sums: [0x1p19], parameters: [1], isGrid: [true]) == 11)
    #expect(FractionBits.choose(sums: [0x1p40], parameters: [1], isGrid: [false]) == 4)
    // One neuron off a grid does not cost the others their bits; most of them do.
    let three = [false, false, false]
    #expect(FractionBits.choose(sums: [1, 1, 1], parameters: [1, 1, 1e9], isGrid: three) == 12)
    #expect(FractionBits.choose(sums: [1, 1, 1], parameters: [1, 1e6, 1e6], isGrid: three) == 9)
  }

  @Test func `neurons without weights get a unit from their parameters`() throws {
    let layer = RealLayer.uniform("a", .lif, count: 2, bias: 0.01, threshold: 1)
    let result = try quantised(.single(layer, inputs: 3, weights: [0, 0, 0, 0.3, 0.1, 0.2]))
    let threshold = try #require(result.network.layers[0].parameters[.threshold])
    #expect(threshold == [127 << 12, 10 << 12])
  }

  @Test func `input magnitude`() throws {
    func magnitude(inputs: Int, stated: Int?) throws -> Int {
      let layer = RealLayer.uniform("a", .lif, count: 1)
      var network = RealNetwork.single(
        layer, inputs: inputs, weights: Array(repeating: 1, count: inputs))
      network.inputMagnitude = stated
      return try quantised(network).network.inputMagnitude
    }
    #expect(try magnitude(inputs: 40, stated: nil) == 32_767)
    #expect(try magnitude(inputs: 40, stated: 7) == 7)
    #expect(try magnitude(inputs: 1000, stated: nil) == 16_909)
    #expect(throws: Failure.self) { try magnitude(inputs: 1000, stated: 16_910) }
    #expect(throws: Failure.self) { try magnitude(inputs: 40, stated: 0) }
  }

  @Test func `errors name layer, parameter and neuron`() {
    func expect(
      _ text: String, sourceLocation: SourceLocation = #_sourceLocation,
      _ change: (inout RealNetwork) -> Void
    ) {
      var network = RealNetwork.recurrent(.adLIF)
      change(&network)
      var message = "no failure"
      do { _ = try quantised(network) } catch { message = "\(error)" }
      #expect(message.contains(text), sourceLocation: sourceLocation)
    }
    expect("layer 'hidden': leak 1.5 of neuron 3") { $0.layers[0].leak?[3] = 1.5 }
    expect("threshold: nan at neuron 2") { $0.layers[0].threshold?[2] = .nan }
    expect("weight [1, 1] is inf") { $0.projections[2].weights[21] = .infinity }
    expect("coupling") { $0.layers[0].couplingPotential?[0] = 1e12 }
    expect("refractory period 70000.0 of neuron 0") {
      $0.layers[0].refractoryTicks = Array(repeating: 70_000, count: 20)
    }
    expect("1 labels for 3 output neurons") { $0.labels = ["a"] }
    expect("not [20, 12]") { $0.projections[0].weights = [] }
    expect("gain") { $0.layers[0].gain = [] }
    expect("leak: not one value") { $0.layers[0].leak = nil }
    expect("never spikes") { $0.projections[0].source = 1 }
    expect("only ALIF") { $0.layers[0].reset = .subtractAdaptive }
    expect("0 spikes a tick") { $0.layers[0].largestCount = 0 }
    expect("unit") { network in
      network.layers[0].gain[4] = 1e-300
      network.layers[0].threshold?[4] = 0
      network.layers[0].resetValue?[4] = 0
    }
    expect("threshold 0.0 of neuron 0") { network in
      network.layers[0].largestCount = 2
      network.layers[0].threshold?[0] = 0
    }
  }

  @Test(arguments: [
    NeuronKind.lif, .cubaLIF, .alif, .adLIF, .integrateAndFire,
  ])
  func `the float simulator and the engine agree on a grid`(kind: NeuronKind) throws {
    let folder = try TemporaryFolder()
    try writeSpikes(to: folder.path("x.npy"), ticks: 400, channels: 12)
    let input = try NPYArray(path: folder.path("x.npy"))
    let network = RealNetwork.recurrent(kind)
    let agreement = try SpikeAgreement.measure(
      network, packed: Quantiser.packed(network), input: input)
    #expect(agreement.layers[0].equalShare == 1)
    #expect(agreement.layers[0].floatSpikes > 200)
    #expect(agreement.layers[0].floatSpikes == agreement.layers[0].packedSpikes)
    #expect(try #require(agreement.layers[1].relativeDifference) < 1e-4)
    #expect(agreement.equalOutputTicks == nil && agreement.saturations == 0)
  }

  @Test(arguments: [ResetMode.toValue, .subtract], [Comparison.greater, .greaterOrEqual])
  func `several spikes a tick and refractory periods agree`(
    reset: ResetMode, comparison: Comparison
  ) throws {
    let folder = try TemporaryFolder()
    try writeSpikes(to: folder.path("x.npy"), ticks: 300, channels: 6, probability: 0.4)
    let input = try NPYArray(path: folder.path("x.npy"))
    var layer = RealLayer.uniform(
      "a", .integrateAndFire, count: 10, threshold: 0.5, reset: reset, comparison: comparison,
      largestCount: 4)
    layer.refractoryTicks = (0..<10).map { $0 % 3 }
    let network = RealNetwork.single(layer, inputs: 6, weights: Weights.grid(60, seed: 8))
    let agreement = try SpikeAgreement.measure(
      network, packed: Quantiser.packed(network), input: input)
    #expect(agreement.layers[0].equalShare == 1 && agreement.equalOutputTicks == 1)
    #expect(agreement.layers[0].floatSpikes > 300)
  }
}
