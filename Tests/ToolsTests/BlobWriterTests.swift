import Foundation
import Katydid
import Testing

@testable import katydid_tools

@Suite struct BlobWriterTests {
  private func bytes(_ network: RealNetwork, layout: Quantiser.LayoutChoice? = nil) throws
    -> [UInt8]
  {
    let network = try Quantiser(layout: layout).quantise(network).network
    return try BlobWriter.write(network).withBytes { Array($0) }
  }

  @Test func `the same network gives the same bytes`() throws {
    var network = RealNetwork.recurrent(.alif)
    network.labels = ["left", "right", "stop"]
    network.provenance = ["recipe": "a", "data": "b", "licence": "c"]
    #expect(try bytes(network) == bytes(network))
  }

  @Test(arguments: [(256, 256), (1024, 1024), (40, 256)])
  func `sparse is smaller at 40 %, and chosen`(sources: Int, targets: Int) throws {
    let weights = Weights.grid(sources * targets, largest: 90, connectivity: 0.4, seed: 7)
    let network = RealNetwork.single(
      .uniform("a", .lif, count: targets), inputs: sources, weights: weights)
    let result = try Quantiser().quantise(network)
    let report = result.layers[0]
    #expect(report.sparseBytes < report.denseBytes)
    #expect(result.network.projections[0].layout == .sparse)
    let dense = try bytes(network, layout: .dense)
    let sparse = try bytes(network)
    #expect(dense.count - sparse.count >= report.denseBytes - report.sparseBytes - 32)
  }

  @Test func `layout: option, then file, then size`() throws {
    var network = RealNetwork.single(
      .uniform("a", .lif, count: 32), inputs: 32, weights: Weights.grid(1024, seed: 1))
    func layout(_ choice: Quantiser.LayoutChoice?) throws -> SynapseLayout {
      try Quantiser(layout: choice).quantise(network).network.projections[0].layout
    }
    #expect(try layout(nil) == .dense)
    #expect(try layout(.sparse) == .sparse)
    network.projections[0].layout = .sparse
    #expect(try layout(nil) == .sparse)
    #expect(try layout(.auto) == .dense)
    #expect(try layout(.dense) == .dense)
  }

  @Test func `both layouts do the same`() throws {
    // 300 targets: some rows have synapses further apart than a block reaches.
    let network = RealNetwork.single(
      .uniform("a", .lif, count: 300), inputs: 20,
      weights: Weights.grid(6000, connectivity: 0.02, seed: 2))
    var spikes: [[Int]] = [[], []]
    for (index, layout) in [Quantiser.LayoutChoice.dense, .sparse].enumerated() {
      var running = try RunningModel(try Quantiser.packed(network, layout: layout))
      for tick in 0..<100 {
        running.network.excite(channel: tick % 20)
        running.network.excite(channel: tick * 7 % 20)
        running.network.step()
        var row: [Int] = []
        running.network.forEachSpike(inLayer: 0) { neuron, _ in row.append(neuron) }
        spikes[index] += row.sorted() + [-1]
      }
    }
    #expect(spikes[0] == spikes[1])
    #expect(spikes[0].count > 200)
  }

  @Test func `names, labels and provenance come back`() throws {
    var network = RealNetwork.recurrent(.lif)
    network.labels = ["left", "rechts \u{1F997}", "stop"]
    network.provenance = ["licence": "CC0 \u{85}\"quoted\"\n"]
    network.tickSeconds = 0.001
    let provenance = try Provenance.json(
      of: network, source: "/some/where/net.nir", options: ["--dt 1e-3"])
    let quantised = try Quantiser().quantise(network, provenance: provenance)
    let model = try LoadedModel(try BlobWriter.write(quantised.network))
    let object = model.blob.provenanceObject
    let summary = ModelSummary(model.blob, provenance: object)
    #expect(summary.labels == network.labels)
    #expect(summary.layers.map(\.name) == ["hidden", "readout"])
    #expect(summary.tickSeconds == 0.001)
    #expect(object?["source"] as? String == "net.nir")
    #expect(object?["options"] as? String == "--dt 1e-3")
    #expect(object?["licence"] as? String == network.provenance["licence"])
    #expect(summary.bytes == model.blob.bytes.count)
    #expect(summary.sections.map(\.name) == ["network", "labels", "layer names", "provenance"])
    let threshold = summary.layers[0].parameters.first { $0.name == "threshold" }
    #expect(threshold?.lowest == 2 && threshold?.highest == 2)
    let synapses = network.projections.map { $0.weights.count { $0 != 0 } }
    #expect(summary.projections.map(\.synapses) == synapses)
  }

  @Test func `names that a blob cannot hold are refused`() throws {
    for name in ["", "a\u{1B}[31m", String(repeating: "x", count: 256)] {
      var network = RealNetwork.recurrent(.lif)
      network.labels = ["a", name, "b"]
      #expect(throws: Failure.self) { try bytes(network) }
      network.labels = nil
      network.layers[0].name = name
      #expect(throws: Failure.self) { try bytes(network) }
    }
  }

  @Test func `an atomic file leaves nothing behind`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("model.kat")
    try Data([1]).write(to: URL(fileURLWithPath: path))
    do {
      let file = try AtomicFile(path: path)
      try [UInt8](repeating: 2, count: 10).withUnsafeBytes { try file.write($0) }
      #expect(folder.contents.count == 2)
    }
    #expect(folder.contents == ["model.kat"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([1]))

    // Onto the file that is being read.
    let mapped = try MappedFile(path: path)
    try [UInt8]([3, 4]).withUnsafeBytes { try AtomicFile.write($0, to: path) }
    #expect(Array(mapped.bytes) == [1])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([3, 4]))
    #expect(folder.contents == ["model.kat"])

    #expect { try AtomicFile(path: folder.path("no/such/folder/x")) } throws: {
      ($0 as? Failure)?.status == .cannotCreate
    }
    // Devices are written to, not replaced; of a link the file that it points to is.
    try [UInt8]([5]).withUnsafeBytes { try AtomicFile.write($0, to: "/dev/null") }
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    let link = folder.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try [UInt8]([6]).withUnsafeBytes { try AtomicFile.write($0, to: link) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([6]))
    #expect(folder.contents == ["link", "model.kat"])

    #expect(throws: Failure.self) { try AtomicFile(path: folder.url.path) }
    // A folder cannot be replaced by a file.
    let asFolder = try AtomicFile(path: folder.path("d"))
    try FileManager.default.createDirectory(
      atPath: folder.path("d/e"), withIntermediateDirectories: true)
    #expect(throws: Failure.self) { try asFolder.commit() }
  }
}
