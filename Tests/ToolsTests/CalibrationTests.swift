import Foundation
import Katydid
import Testing

@testable import katydid_tools

/// `pack --calibrate`: rounding weights for the input that is to come.
@Suite struct CalibrationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Inputs that come in groups, a few at a time, as features do.
  private func correlated(examples: Int, ticks: Int, channels: Int, seed: UInt64) -> [UInt8] {
    var generator = SplitMix64(seed: seed)
    var values: [UInt8] = []
    for _ in 0..<examples {
      let groups = Set((0..<2).map { _ in Int.random(in: 0..<channels / 4, using: &generator) })
      for _ in 0..<ticks {
        let isActive = Double.random(in: 0..<1, using: &generator) < 0.5
        for channel in 0..<channels {
          let isQuiet = Double.random(in: 0..<1, using: &generator) < 0.1
          values.append(isActive && groups.contains(channel / 4) && !isQuiet ? 1 : 0)
        }
      }
    }
    return values
  }

  private func write(
    _ values: [UInt8], _ name: String, shape: String
  ) throws -> String {
    var header = "{'descr': '|u1', 'fortran_order': False, 'shape': \(shape), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + values
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path(name)))
    return folder.path(name)
  }

  private func network(channels: Int) -> RealNetwork {
    RealNetwork(
      inputChannels: channels, inputMagnitude: 1,
      layers: [
        .uniform("hidden", .lif, count: 30, leak: 0.9, threshold: 0.4),
        .uniform("out", .leakyIntegrator, count: 4, leak: 0.9),
      ],
      projections: [
        RealProjection(
          "in", from: nil, to: 0, sources: channels, Weights.normal(30 * channels, seed: 1)),
        RealProjection("w", from: 0, to: 1, sources: 30, Weights.normal(4 * 30, seed: 2)),
      ], outputLayer: 1)
  }

  @Test func `errors of weights cancel for the inputs that come`() throws {
    let channels = 32
    let path = try write(
      correlated(examples: 20, ticks: 30, channels: channels, seed: 3), "x.npy",
      shape: "(20, 30, \(channels))")
    let network = network(channels: channels)
    let input = try NPYArray.input(path: path, channels: channels, mayHaveExamples: true)
    #expect(input.examples == 20 && input.rows == 600)
    let moments = try #require(InputMoments.measured(network, input: input, layers: [0])[0])
    let folded = try FoldedLayer(network.layers[0])
    let weights = try IncomingWeights(of: network, layer: 0)
    let scales = try WeightScale.scales(of: weights, folded: folded)
    func error(_ neuron: Int, _ steps: [Int8], _ step: Double) -> Double {
      let errors = zip(steps, weights.row(neuron)).map { Double($0) * step - $1 }
      return errors.indices.reduce(0) { sum, i in
        sum + errors[i] * errors.indices.reduce(0) { $0 + moments.values[i * channels + $1] * errors[$1] }
      }
    }
    var (nearest, chosen) = (0.0, 0.0)
    for neuron in 0..<30 {
      let steps = weights.row(neuron).map { scales[neuron].quantised($0) }
      nearest += error(neuron, steps, scales[neuron].step)
      let rounded = CorrelationRounding.round(weights.row(neuron), moments.regularised(by: 0.003))
      chosen += error(neuron, rounded.steps, rounded.step)
    }
    #expect(chosen < 0.3 * nearest)
  }

  @Test func `a calibrated model is nearer to the trained network`() throws {
    let channels = 32
    let path = try write(
      correlated(examples: 30, ticks: 40, channels: channels, seed: 5), "x.npy",
      shape: "(30, 40, \(channels))")
    let other = try write(
      correlated(examples: 30, ticks: 40, channels: channels, seed: 6), "y.npy",
      shape: "(30, 40, \(channels))")
    let real = network(channels: channels)
    let calibration = try Calibration(
      real, input: try NPYArray.input(path: path, channels: channels, mayHaveExamples: true))
    let (quantiser, notes) = try calibration.choose(from: Quantiser())
    #expect(notes.first?.contains("weights rounded for the calibration input: 'hidden'") == true)

    // On other input of the same kind too.
    let unseen = try Calibration(
      real, input: try NPYArray.input(path: other, channels: channels, mayHaveExamples: true))
    func agreement(_ quantiser: Quantiser) throws -> SpikeAgreement {
      let packed = try quantiser.quantise(real)
      let model = try LoadedModel(try BlobWriter.write(packed.network))
      return try unseen.agreement(of: model, labels: unseen.float.decisions)
    }
    let (plain, calibrated) = (try agreement(Quantiser()), try agreement(quantiser))
    #expect(
      try #require(calibrated.layers[0].equalShare) > (try #require(plain.layers[0].equalShare)))
    let decisions = try #require(calibrated.decisions)
    #expect(decisions.examples == 30 && decisions.floatAccuracy == 1)
    #expect(decisions.packedAccuracy == decisions.equalShare)
    #expect(decisions.equalShare >= (try #require(plain.decisions).equalShare))
  }

  @Test func `labels are class indices, names are classes`() throws {
    let source = golden("nir/feed-forward.nir")
    let values = correlated(examples: 4, ticks: 10, channels: 4, seed: 7)
    let input = try write(Array(values.prefix(4 * 10 * 3)), "x.npy", shape: "(4, 10, 3)")
    let labels = try write([0, 1, 0, 1], "y.npy", shape: "(4,)")
    let model = folder.path("m.kat")
    let base = ["pack", source, "-o", model, "--calibrate", input]
    let packed = try runTools(base + ["--labels", labels, "--classes", "left,right", "--json"])
    #expect(packed.status == 0)
    let report = try JSONDecoder().decode(PackReport.self, from: Data(packed.output.utf8))
    #expect(report.agreement?.decisions?.examples == 4)
    #expect(report.agreement?.decisions?.floatAccuracy != nil)

    let names = folder.path("names.txt")
    try Data("left\nright\n".utf8).write(to: URL(fileURLWithPath: names))
    let old = try runTools(base + ["--labels", names])
    #expect(old.status == 65 && old.errors.contains("--classes"))
    let without = try runTools(["pack", source, "-o", model, "--labels", labels])
    #expect(without.status == 64 && without.errors.contains("--calibrate"))
    let beyond = try write([0, 1, 2, 1], "z.npy", shape: "(4,)")
    let refused = try runTools(base + ["--labels", beyond])
    #expect(refused.status == 65 && refused.errors.contains("the class of example 2 is not within 0...1"))
    let few = try write([0, 1], "few.npy", shape: "(2,)")
    #expect(try runTools(base + ["--labels", few]).errors.contains("there are 4 examples"))
  }
}
