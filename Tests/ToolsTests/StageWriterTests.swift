import Katydid
import Testing

@testable import katydid_tools

/// What the packer writes of delays, poolings and convolutions is what the engine reads.
@Suite struct StageWriterTests {
  private let pooling = ConvolutionShape(
    input: Extent(channels: 4, height: 4, width: 6),
    output: Extent(channels: 4, height: 2, width: 3),
    vertical: Window(kernel: 3, stride: 2, padding: 1),
    horizontal: Window(kernel: 2, stride: 2), groups: 4)
  private let convolution = ConvolutionShape(
    input: Extent(channels: 4, height: 2, width: 3),
    output: Extent(channels: 6, height: 2, width: 2),
    vertical: Window(kernel: 2, padding: 1),
    horizontal: Window(kernel: 3, stride: 2, padding: 2), groups: 2)

  private func weight(_ output: Int, _ input: Int, _ y: Int, _ x: Int) -> Int {
    (output * 41 + input * 17 + y * 7 + x * 3) % 255 - 127
  }

  /// A readout without memory, whose potential is the synaptic sum of the tick.
  private var network: IntegerNetwork {
    let (sources, targets) = (pooling.input.count, convolution.output.count)
    let readout = IntegerLayer(
      name: "sums", kind: .leakyIntegrator, count: targets, reset: .toValue, comparison: .greater,
      fractionBits: 0, largestCount: 0,
      parameters: [
        .unit: Array(repeating: Int32(bitPattern: Float(1).bitPattern), count: targets),
        .bias: Array(repeating: 0, count: targets), .leak: Array(repeating: 0, count: targets),
      ])
    var kernels: [Int8] = []
    for output in 0..<6 {
      for input in 0..<2 {
        for y in 0..<2 { for x in 0..<3 { kernels.append(Int8(weight(output, input, y, x))) } }
      }
    }
    let projection = IntegerProjection(
      source: nil, target: 0, sources: pooling.output.count, targets: targets, weights: kernels,
      layout: .convolution, convolution: convolution, pooling: pooling,
      delayTicks: (0..<sources).map { UInt16($0 % 3) })
    return IntegerNetwork(
      inputChannels: sources, inputMagnitude: 100, layers: [readout], projections: [projection],
      outputLayer: 0, provenance: "{}")
  }

  /// The sums that an event of 1 of a source brings, by the definition: from the output to the input.
  private func sums(ofSource source: Int) -> [Int32] {
    let pooled = transposed(pooling, [Int](repeating: 0, count: 96).replacing(source, with: 1)) {
      _, _, _, _ in 1
    }
    return transposed(convolution, pooled, weight).map(Int32.init)
  }

  private func transposed(
    _ shape: ConvolutionShape, _ values: [Int], _ weight: (Int, Int, Int, Int) -> Int
  ) -> [Int] {
    var sums: [Int] = []
    let (inputs, outputs) = (shape.inputChannelsPerGroup, shape.outputChannelsPerGroup)
    for o in 0..<shape.output.channels {
      for outputY in 0..<shape.output.height {
        for outputX in 0..<shape.output.width {
          var sum = 0
          for i in 0..<inputs {
            for ky in 0..<shape.vertical.kernel {
              for kx in 0..<shape.horizontal.kernel {
                let y = outputY * shape.vertical.stride - shape.vertical.padding + ky
                let x = outputX * shape.horizontal.stride - shape.horizontal.padding + kx
                guard (0..<shape.input.height).contains(y), (0..<shape.input.width).contains(x)
                else { continue }
                let channel = o / outputs * inputs + i
                let place = (channel * shape.input.height + y) * shape.input.width + x
                sum += weight(o, i, ky, kx) * values[place]
              }
            }
          }
          sums.append(sum)
        }
      }
    }
    return sums
  }

  @Test func `every source reaches what the definition says, after its delay`() throws {
    let model = try LoadedModel(try BlobWriter.write(network))
    let record = model.blob.network.projection(0)
    #expect(record.convolution == convolution)
    #expect(record.pooling == pooling)
    #expect(record.largestDelayTicks == 2)
    var running = try RunningModel(model)
    var reached = 0
    for source in 0..<pooling.input.count {
      let expected = sums(ofSource: source)
      running.network.excite(channel: source)
      for tick in 0...2 {
        running.network.step()
        let isDue = tick == source % 3
        let potentials = expected.indices.map {
          running.network.value(of: .membrane, layer: 0, neuron: $0)
        }
        #expect(potentials == (isDue ? expected : expected.map { _ in 0 }))
      }
      reached += expected.count { $0 != 0 }
    }
    #expect(reached > 200)
  }

  @Test func `inspect says what there is`() throws {
    let model = try LoadedModel(try BlobWriter.write(network))
    let summary = ModelSummary(model.blob, provenance: nil)
    let projection = try #require(summary.projections.first)
    #expect(
      projection.layout
        == "convolution 4x2x3 to 6x2x2, kernel 2x3, stride 1x2, padding 1x2, 2 groups")
    #expect(
      projection.stages == [
        "delays up to 2 ticks",
        "sum pooling 4x4x6 to 4x2x3, kernel 3x2, stride 2, padding 1x0, 4 groups",
      ])
    #expect(projection.synapses == 72)
    #expect(projection.connectivity == 1)
  }
}

extension [Int] {
  /// The same but for one element.
  fileprivate func replacing(_ index: Int, with value: Int) -> [Int] {
    var copy = self
    copy[index] = value
    return copy
  }
}
