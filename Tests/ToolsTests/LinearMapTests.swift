import Katydid
import Testing

@testable import katydid_tools

/// Chains of linear maps as one projection.
@Suite struct LinearMapTests {
  /// A random map over an image, and the extent of what it gives.
  private func randomMap(
    over input: Extent, using generator: inout SplitMix64
  ) -> (map: LinearMap, output: Extent) {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    func weights(_ count: Int) -> [Double] { (0..<count).map { _ in Double(number(-3...3)) } }
    func window(_ inputs: Int, padded: Bool) -> Window {
      let kernel = number(1...min(3, inputs))
      let reach = kernel > 1 && 2 * (kernel - 1) < inputs ? number(1...2) : 1
      return Window(
        kernel: kernel, stride: number(1...2), dilation: reach, padding: padded ? number(0...1) : 0)
    }
    switch number(0...4) {
    case 0:
      let factors = input.spread(weights(input.channels))
      return (.diagonal(factors), input)
    case 1: return (.diagonal(weights(input.count)), input)
    case 2:
      let rows = number(1...5)
      let matrix = Matrix(rows: rows, columns: input.count, elements: weights(rows * input.count))
      return (.dense(matrix), Extent(channels: rows, width: 1))
    case let choice:
      let isPooling = choice == 3
      let padded = number(0...1) == 1
      let (vertical, horizontal) = (
        window(input.height, padded: padded), window(input.width, padded: padded)
      )
      let groups = isPooling || number(0...1) == 1 ? input.channels : 1
      let output = Extent(
        channels: isPooling ? input.channels : groups * number(1...2),
        height: vertical.outputs(of: input.height, paddingAfter: vertical.padding),
        width: horizontal.outputs(of: input.width, paddingAfter: horizontal.padding))
      let shape = ConvolutionShape(
        input: input, output: output, vertical: vertical, horizontal: horizontal, groups: groups)
      if isPooling { return (.pooling(shape), output) }
      return (.convolution(shape, kernels: weights(shape.kernelCount)), output)
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `a chain does what its maps do one after another`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let input = Extent(channels: 2, height: 5, width: 6)
    let values = (0..<input.count).map { _ in Double(Int.random(in: 0...2, using: &generator)) }
    var (chain, extent, expected) = (MapChain(), input, values)
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      let (map, output) = randomMap(over: extent, using: &generator)
      expected = map.applied(to: expected)
      chain.append(map)
      extent = output
    }
    var budget = MatrixBudget()
    let form = try ProjectionForm(
      chain, shape: input.axes, size: input.count, budget: &budget,
      at: InputLocation(file: "net.nir"))
    var projection = RealProjection("w", from: nil, to: 0, sources: input.count, [])
    projection.pooling = form.pooling
    switch form.weights {
    case .dense(let matrix):
      (projection.weights, projection.sources) = (matrix.elements, matrix.columns)
    case .convolution(let shape, let kernels):
      (projection.weights, projection.sources) = (kernels, shape.input.count)
      projection.convolution = shape
    }
    var sums = [Double](repeating: 0, count: expected.count)
    var passing = FloatProjection(projection, targets: expected.count)
    passing.pass(values, to: &sums)
    #expect(zip(sums, expected).allSatisfy { abs($0 - $1) < 1e-9 * max(1, abs($1)) })
  }

  private func shape(
    _ input: Extent, _ output: Extent, kernel: Int, stride: Int = 1, groups: Int = 1
  ) -> ConvolutionShape {
    let window = Window(kernel: kernel, stride: stride)
    return ConvolutionShape(
      input: input, output: output, vertical: window, horizontal: window, groups: groups)
  }

  private func form(_ maps: [LinearMap], over input: Extent) throws -> ProjectionForm {
    var chain = MapChain()
    for map in maps { chain.append(map) }
    var budget = MatrixBudget()
    return try ProjectionForm(
      chain, shape: input.axes, size: input.count, budget: &budget,
      at: InputLocation(file: "net.nir"))
  }

  @Test func `nothing is written out as a matrix that need not be`() throws {
    let (large, small) = (
      Extent(channels: 2, height: 4, width: 4), Extent(channels: 2, height: 2, width: 2)
    )
    let pool = LinearMap.pooling(shape(large, small, kernel: 2, stride: 2, groups: 2))
    let share = LinearMap.diagonal([Double](repeating: 0.25, count: 8))
    let conv = LinearMap.convolution(
      shape(small, Extent(channels: 3, width: 1), kernel: 2), kernels: [Double](repeating: 4, count: 24))
    let pooled = try form([pool, share, conv], over: large)
    guard case .convolution(_, let kernels) = pooled.weights else {
      Issue.record("not a convolution")
      return
    }
    #expect(pooled.pooling != nil && kernels.allSatisfy { $0 == 1 })

    // Straight into neurons a mean is a convolution with the kernel 1/4, and so is no map at all.
    guard case .convolution(_, let mean) = try form([pool, share], over: large).weights,
      case .convolution(let identity, let ones) = try form([], over: large).weights
    else {
      Issue.record("not a convolution")
      return
    }
    #expect(mean == [Double](repeating: 0.25, count: 8))
    #expect(ones == [1, 1] && identity.groups == 2 && identity.area == 1)
  }
}
