import Foundation
import Testing

@testable import Katydid

struct NetworkTests {
  private func drive(_ network: inout Network, channels: Int, ticks: Range<Int>) {
    for tick in ticks {
      for channel in 0..<channels where (tick * 31 + channel * 17) % 5 < 2 {
        network.excite(channel: channel, by: 1 + (tick + channel) % 3)
      }
      network.step()
    }
  }

  @Test(arguments: GoldenTests.networks) func resetEqualsFresh(name: String) throws {
    let model = try Model(golden: "networks/\(name).kat")
    let channels = model.blob.network.inputChannels
    var network = try model.network()
    drive(&network, channels: channels, ticks: 0..<60)
    let fresh = fingerprint(network, model.blob.network)
    let counters = network.counters
    drive(&network, channels: channels, ticks: 13..<50)
    network.excite(channel: 0)
    network.reset()
    #expect(network.counters == Counters())
    drive(&network, channels: channels, ticks: 0..<60)
    #expect(fingerprint(network, model.blob.network) == fresh)
    #expect(network.counters == counters)
  }

  /// A layer is skipped if and only if the tick before, also without input, changed and emitted nothing.
  @Test(arguments: GoldenTests.networks) func restIsExact(name: String) throws {
    let model = try Model(golden: "networks/\(name).kat")
    let section = model.blob.network
    var network = try model.network()
    drive(&network, channels: section.inputChannels, ticks: 0..<40)
    var wasStill = false
    for _ in 0..<2_000 {
      let before = fingerprint(network, section)
      let counters = network.counters
      network.step()
      let skipped = network.counters.layersSkipped - counters.layersSkipped
      let isStill =
        fingerprint(network, section) == before && network.counters.spikes == counters.spikes
      if skipped == section.layerCount { #expect(isStill) }
      #expect(!wasStill || skipped == section.layerCount)
      wasStill = isStill
    }
  }

  @Test(arguments: GoldenTests.networks) func saturatingInputForEver(name: String) throws {
    let model = try Model(golden: "networks/\(name).kat")
    let section = model.blob.network
    var network = try model.network()
    for value in [32_767, -32_768] {
      for _ in 0..<2_000 {
        for channel in 0..<section.inputChannels { network.excite(channel: channel, by: value) }
        network.step()
        for layer in 0..<section.layerCount {
          for neuron in 0..<section.layer(layer).count {
            for variable in [StateVariable.membrane, .current, .adaptation] {
              let state = network.value(of: variable, layer: layer, neuron: neuron)
              #expect(state.magnitude <= maximumState.magnitude)
            }
          }
        }
      }
    }
    #expect(network.counters.clampedInputs > 0)
  }

  @Test func surplusInputIsDroppedAndCounted() throws {
    let model = try Model(golden: "tiny.kat")
    var network = try model.network()
    for _ in 0..<5 { network.excite(channel: 1) }
    network.excite(channel: 0, by: 0)
    network.step()
    #expect(network.counters.droppedInputs == 3)
    network.excite(channel: 0)
    network.step()
    #expect(network.counters.droppedInputs == 3)
    #expect(network.counters.ticks == 2)
  }

  /// The formula of `ModelBlob.md` counts fixed sizes for the structures that hold pointers.
  @Test func structuresFitTheArenaFormula() {
    #expect(MemoryLayout<Layer>.stride <= Layer.arenaBytes)
    #expect(MemoryLayout<Projection>.stride <= Projection.arenaBytes)
    #expect(MemoryLayout<ConvolutionSynapses>.stride <= ConvolutionSynapses.arenaBytes)
    #expect(MemoryLayout<Stages>.stride <= Stages.arenaBytes)
    #expect(MemoryLayout<SpikeList>.stride <= DelayLine.slotBytes)
  }
}
