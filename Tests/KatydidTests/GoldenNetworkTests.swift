import Foundation
import Testing

@testable import Katydid

/// Every checked-in network against what the Python reference says: each spike and a checksum of each state, tick by tick.
struct GoldenNetworkTests {
  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(
      atPath: golden.appending(path: "networks").path)
    return (files ?? []).filter { $0.hasSuffix(".kat") }.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test func vectorsAreThere() { #expect(Self.names.count >= 20) }

  @Test(arguments: names) func matchesTheReference(name: String) throws {
    let folder = golden.appending(path: "networks")
    let model = try Model(golden: "networks/\(name).kat")
    var network = try model.network()
    let input = try lines(folder.appending(path: "\(name).input"))
    let expected = try lines(folder.appending(path: "\(name).expected"))
    for (tick, events) in input.enumerated() {
      for event in events.split(separator: " ") {
        let parts = event.split(separator: ":").compactMap { Int($0) }
        network.excite(channel: parts[0], by: parts[1])
      }
      network.step()
      try #require(describe(network, model.blob.network) == expected[tick], "tick \(tick)")
    }
    #expect(describe(network.counters) == expected[input.count])
  }

  private func lines(_ file: URL) throws -> [String] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private func describe(_ network: borrowing Network, _ section: NetworkSection) -> String {
    var spikes: [String] = []
    var states = Data()
    for layer in 0..<section.layerCount {
      let record = section.layer(layer)
      var counts: [Int: Int] = [:]
      network.forEachSpike(inLayer: layer) { counts[$0] = $1 }
      spikes += counts.sorted { $0.key < $1.key }.map { "\(layer):\($0.key):\($0.value)" }
      var variables: [StateVariable] = [.membrane]
      if record.kind == .cubaLIF { variables.append(.current) }
      if record.kind == .alif || record.kind == .adLIF { variables.append(.adaptation) }
      if record.hasRefractory { variables.append(.refractory) }
      for variable in variables {
        for neuron in 0..<record.count {
          let value = network.value(of: variable, layer: layer, neuron: neuron)
          withUnsafeBytes(of: value.littleEndian) { states.append(contentsOf: $0) }
        }
      }
    }
    let bytes = AlignedBytes(states)
    let checksum = String(crc32(bytes.readOnly), radix: 16)
    let padding = String(repeating: "0", count: 8 - checksum.count)
    return "\(spikes.isEmpty ? "-" : spikes.joined(separator: ",")) \(padding)\(checksum)"
  }

  private func describe(_ counters: Counters) -> String {
    "counters spikes=\(counters.spikes) synapticEvents=\(counters.synapticEvents)"
      + " layersSkipped=\(counters.layersSkipped) saturations=\(counters.saturations)"
      + " clampedInputs=\(counters.clampedInputs)"
  }
}
