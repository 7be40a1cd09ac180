import Foundation
import Katydid

@testable import katydid_tools

/// A folder that goes with its owner.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("katydid-tools-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  var contents: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
  }
}

extension RealLayer {
  /// A layer whose neurons are all alike.
  static func uniform(
    _ name: String, _ kind: NeuronKind, count: Int, leak: Double = 0.5, gain: Double = 1,
    bias: Double = 0, threshold: Double = 1, resetValue: Double? = nil,
    reset: ResetMode = .subtract,
    comparison: Comparison = .greater, largestCount: Int = 1
  ) -> RealLayer {
    func all(_ value: Double) -> [Double] { Array(repeating: value, count: count) }
    let spikes = kind.spikes
    let adapts = kind == .alif || kind == .adLIF
    return RealLayer(
      name: name, kind: kind, count: count, reset: spikes ? reset : .toValue,
      comparison: spikes ? comparison : .greater, largestCount: spikes ? largestCount : 0,
      leak: kind == .integrateAndFire ? nil : all(leak), gain: all(gain), bias: all(bias),
      constant: all(0), threshold: spikes ? all(threshold) : nil,
      resetValue: spikes ? all(resetValue ?? (reset == .toValue ? 0 : threshold)) : nil,
      refractoryTicks: nil, currentLeak: kind == .cubaLIF ? all(0.5) : nil,
      currentGain: kind == .cubaLIF ? all(1) : nil, adaptationLeak: adapts ? all(0.75) : nil,
      adaptationStrength: kind == .alif ? all(0.5) : nil,
      couplingPotential: kind == .adLIF ? all(0.25) : nil,
      couplingSpike: kind == .adLIF ? all(0.5) : nil)
  }
}

extension RealProjection {
  init(_ name: String, from source: Int?, to target: Int, sources: Int, _ weights: [Double]) {
    self.init(
      name: name, source: source, target: target, weights: weights, sources: sources, layout: nil)
  }
}

enum Weights {
  /// Normally distributed float32 values, a share of them zero.
  static func normal(
    _ count: Int, connectivity: Double = 1, deviation: Double = 0.1, seed: UInt64
  ) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let u = Double.random(in: 1e-12..<1, using: &generator)
      let v = Double.random(in: 0..<1, using: &generator)
      let isThere = Double.random(in: 0..<1, using: &generator) < connectivity
      return isThere ? Double(Float(deviation * (-2 * log(u)).squareRoot() * cos(2 * .pi * v))) : 0
    }
  }

  /// Whole numbers of steps, -`largest`...`largest`.
  static func grid(
    _ count: Int, step: Double = 0.125, largest: Int = 20, connectivity: Double = 1, seed: UInt64
  ) -> [Double] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      let steps = Int.random(in: -largest...largest, using: &generator)
      return Double.random(in: 0..<1, using: &generator) < connectivity ? Double(steps) * step : 0
    }
  }
}

extension RealNetwork {
  /// `inputs` channels into one layer.
  static func single(_ layer: RealLayer, inputs: Int, weights: [Double]) -> RealNetwork {
    RealNetwork(
      inputChannels: inputs, inputMagnitude: nil, layers: [layer],
      projections: [RealProjection("w", from: nil, to: 0, sources: inputs, weights)],
      outputLayer: 0)
  }

  /// Input, a recurrent layer of `kind`, a readout; weights on the grid of 1/8.
  static func recurrent(
    _ kind: NeuronKind, inputs: Int = 12, neurons: Int = 20, outputs: Int = 3, seed: UInt64 = 1
  ) -> RealNetwork {
    RealNetwork(
      inputChannels: inputs, inputMagnitude: 1,
      layers: [
        .uniform("hidden", kind, count: neurons, threshold: 2),
        .uniform("readout", .leakyIntegrator, count: outputs),
      ],
      projections: [
        RealProjection(
          "in", from: nil, to: 0, sources: inputs, Weights.grid(neurons * inputs, seed: seed)),
        RealProjection(
          "back", from: 0, to: 0, sources: neurons,
          Weights.grid(neurons * neurons, largest: 6, connectivity: 0.3, seed: seed + 1)),
        RealProjection(
          "out", from: 0, to: 1, sources: neurons, Weights.grid(outputs * neurons, seed: seed + 2)),
      ], outputLayer: 1)
  }
}

/// A file of `Tests/Golden`.
func golden(_ name: String) -> String {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Golden").appendingPathComponent(name).path
}

/// A `.safetensors` file of float32 tensors.
func writeTensors(_ tensors: [(name: String, shape: [Int], values: [Float])], to path: String)
  throws
{
  var entries: [String] = []
  var data: [UInt8] = []
  for (name, shape, values) in tensors {
    let start = data.count
    for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { data += $0 } }
    entries.append(
      #""\#(name)":{"dtype":"F32","shape":\#(shape),"data_offsets":[\#(start),\#(data.count)]}"#)
  }
  let header = "{" + entries.joined(separator: ",") + "}"
  try safetensors(header: header, data: data).write(to: URL(fileURLWithPath: path))
}

extension Quantiser {
  /// The network as a model in memory.
  static func packed(_ network: RealNetwork, layout: LayoutChoice? = nil) throws -> LoadedModel {
    let quantised = try Quantiser(layout: layout).quantise(network)
    return try LoadedModel(try BlobWriter.write(quantised.network))
  }
}

/// Writes `[ticks, channels]` spikes with the given probability.
func writeSpikes(
  to path: String, ticks: Int, channels: Int, probability: Double = 0.2, seed: UInt64 = 9
) throws {
  var generator = SplitMix64(seed: seed)
  let bytes = (0..<ticks * channels).map { _ in
    UInt8(Double.random(in: 0..<1, using: &generator) < probability ? 1 : 0)
  }
  try writeArray(bytes, to: path, element: .uint8, rows: ticks, columns: channels)
}

func writeArray<Element>(
  _ values: [Element], to path: String, element: NPYElement, rows: Int, columns: Int
) throws {
  let writer = try NPYWriter(path: path, element: element, rows: rows, columns: columns)
  try values.withUnsafeBytes { try writer.write($0) }
  try writer.commit()
}
