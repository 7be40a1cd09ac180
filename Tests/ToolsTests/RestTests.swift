import Foundation
import Katydid
import Testing

@testable import katydid_tools

/// Neurons that only their bias moves come to the fixed point that the leak has, and then cost nothing.
struct RestTests {
  @Test(arguments: [0.0, 0.5, 0.9375, 0.99, 0.999]) func biasesComeToTheirFixedPoint(leak: Double)
    throws
  {
    let neurons = 20
    let bias = (0..<neurons).map { Double($0 - 10) / 16 }
    let layer = RealLayer(
      name: "readout", kind: .leakyIntegrator, count: neurons, largestCount: 0,
      leak: .init(repeating: leak, count: neurons), gain: .init(repeating: 1, count: neurons),
      bias: bias, constant: .init(repeating: 0, count: neurons))
    let network = RealNetwork.single(
      layer, inputs: 1, weights: .init(repeating: 0.25, count: neurons))
    var running = try RunningModel(Quantiser.packed(network))
    var ticks = 0
    while running.network.counters.layersSkipped == 0, ticks < 100_000 {
      running.network.step()
      ticks += 1
    }
    #expect(ticks < 100_000)
    let unit = 0.25 * 0x1p-12
    for neuron in 0..<neurons {
      let value = Double(running.network.value(of: .membrane, layer: 0, neuron: neuron)) * unit
      // Half a unit from rounding the product and a quarter from the rounded leak, see Numbers.md.
      #expect(abs(value - bias[neuron] / (1 - leak)) <= 0.75 * unit / (1 - leak))
    }
    let skipped = running.network.counters.layersSkipped
    for _ in 0..<100 { running.network.step() }
    #expect(running.network.counters.layersSkipped == skipped + 100)
  }
}
