import Foundation
import Katydid
import Testing

@testable import katydid_tools

/// Parts of the NIR reader on their own.
@Suite struct NIRPartsTests {
  @Test func `damaged references to strings lead nowhere`() throws {
    // A heap of 40 bytes at address 8 with the object 1, "abc", and one byte too few for another.
    func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    func heap(size: UInt64, length: UInt64) -> [UInt8] {
      bytes(0, 8) + Array("GCOL".utf8) + bytes(1, 4) + bytes(size, 8) + bytes(1, 2) + bytes(0, 6)
        + bytes(length, 8) + Array("abc".utf8) + bytes(0, 5)
    }
    func string(
      _ length: UInt64, _ address: UInt64, _ index: UInt64, in file: [UInt8]
    ) throws -> String? {
      let folder = try TemporaryFolder()
      try Data(file).write(to: URL(fileURLWithPath: folder.path("heap")))
      let heap = try #require(HDF5StringHeap(path: folder.path("heap"), base: 0))
      return heap.string(at: (bytes(length, 4) + bytes(address, 8) + bytes(index, 4))[...])
    }
    let good = heap(size: 40, length: 3)
    #expect(try string(3, 8, 1, in: good) == "abc")
    #expect(try string(2, 8, 1, in: good) == "ab")
    #expect(try string(0, .max, 9, in: good) == "")
    for (length, address, index) in [
      (4, 8, 1), (3, 8, 2), (3, 8, 0), (3, 0, 1), (3, 47, 1), (3, 48, 1), (3, 1 << 62, 1),
      (3, .max, 1),
      (1 << 31, 8, 1),
    ] as [(UInt64, UInt64, UInt64)] {
      #expect(try string(length, address, index, in: good) == nil)
    }
    for damaged in [
      heap(size: 41, length: 3), heap(size: .max, length: 3), heap(size: 15, length: 3),
      heap(size: 40, length: 9), heap(size: 40, length: .max), heap(size: 40, length: 1 << 62),
    ] {
      #expect(try string(3, 8, 1, in: damaged) == nil)
    }
  }

  @Test func `an Euler leak of almost nothing is nothing, gains of almost one are one`() throws {
    // What float32 makes of 1e-4 is a little less, so that 1 - dt / tau would be below zero.
    let tau = Double(Float(1e-4))
    #expect(DecayOption.euler.factors(timeConstant: tau, tickSeconds: 1e-4) == (0, 1))
    #expect(snapped(1 + 9e-6) == 1 && snapped(1 - 9e-6) == 1 && snapped(1.0001) == 1.0001)
  }

  @Test func `matrices that small files could ask for by multiplying are refused`() throws {
    let wide = Matrix(rows: 1, columns: 20_000, elements: [Double](repeating: 1, count: 20_000))
    let tall = Matrix(rows: 20_000, columns: 1, elements: wide.elements)
    let lif = NIRNeurons(
      model: .lif, count: nil,
      parameters: ["tau": [0.02], "r": [1], "v_leak": [0], "v_threshold": [1]])
    let nodes: [NIRNode.Content] = [
      .input(shape: [20_000]), .weights(.dense(wide), bias: nil), .weights(.dense(tall), bias: nil), .neurons(lif),
      .output(count: nil),
    ]
    let graph = NIRGraph(
      file: "net.nir", nodes: nodes.enumerated().map { NIRNode(name: "n\($0)", content: $1) },
      edges: (0..<4).map { NIREdge(source: $0, target: $0 + 1) })
    let error = try #require(throws: Failure.self) {
      try NIRNetworkBuilder(graph, reading: NIRReading(graph, options: NIROptions()))
    }
    #expect(
      error.description.hasPrefix("net.nir: node 'n2': would take a weight matrix of 400000000"))
  }

  @Test func `the order of evaluation does not depend on the order of edges`() {
    // input -> a -> b -> c -> output, b -> a, c -> c, c -> a.
    let names = ["input", "a", "b", "c", "output"]
    let sources = [[], [0, 2, 3], [1], [2, 3], [3]]
    let first = EvaluationOrder(names: names, sources: sources)
    let second = EvaluationOrder(names: names, sources: sources.map { $0.reversed() })
    #expect(first.order == [0, 1, 2, 3, 4] && second.order == first.order)
    #expect(Set(first.delayed.map { [$0.source, $0.target] }) == [[2, 1], [3, 3], [3, 1]])
    #expect(first.delayed.map(\.source) == second.delayed.map(\.source))
  }
}
