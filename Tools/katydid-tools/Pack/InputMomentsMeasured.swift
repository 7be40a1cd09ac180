import Katydid

extension InputMoments {
  /// Products of pairs that measuring may take for a layer: a few seconds.
  private static let work = 400_000_000
  private static let mostTicks = 2000

  /// The moments of layers, by their index, on the input of a calibration; none for layers with more
  /// inputs than `largestSize`.
  static func measured(
    _ real: RealNetwork, input: NPYArray, layers: [Int]
  ) -> [Int: InputMoments] {
    var simulator = FloatSimulator(real)
    let fresh = simulator
    var smoothed: [Int: SmoothedInputs] = [:]
    var moments: [Int: InputMoments] = [:]
    var strides: [Int: Int] = [:]
    for layer in layers {
      let incoming = real.projections.indices.filter { real.projections[$0].target == layer }
      let size = incoming.reduce(0) { $0 + real.projections[$1].sources }
      guard (1...largestSize).contains(size) else { continue }
      smoothed[layer] = SmoothedInputs(real.layers[layer], projections: incoming, size: size)
      moments[layer] = InputMoments(size: size)
      let ticks = min(mostTicks, max(work / (size * size), 1))
      strides[layer] = (input.rows + ticks - 1) / ticks
    }
    for tick in 0..<input.rows {
      if input.startsExample(tick) {
        simulator = fresh
        for layer in smoothed.keys { smoothed[layer]?.clear() }
      }
      simulator.step(input.row(tick))
      for (layer, stride) in strides {
        smoothed[layer]?.add(simulator.projections)
        guard tick % stride == 0, let inputs = smoothed[layer]?.potential else { continue }
        moments[layer]?.add(inputs)
      }
    }
    return moments
  }
}

/// The inputs of a layer, each smoothed as it would come out in the potential without spikes.
private struct SmoothedInputs {
  private let projections: [Int]
  private let leak: Double
  private let currentLeak: Double
  private var current: [Double]
  private(set) var potential: [Double]

  init(_ layer: RealLayer, projections: [Int], size: Int) {
    self.projections = projections
    func mean(_ values: [Double]?) -> Double? {
      values.map { $0.reduce(0, +) / Double($0.count) }
    }
    leak = mean(layer.leak) ?? 1
    currentLeak = mean(layer.currentLeak) ?? 0
    current = Array(repeating: 0, count: size)
    potential = current
  }

  mutating func clear() {
    for index in current.indices { (current[index], potential[index]) = (0, 0) }
  }

  mutating func add(_ all: [FloatProjection]) {
    var index = 0
    for projection in projections {
      for value in all[projection].arrived {
        current[index] = currentLeak * current[index] + value
        potential[index] = leak * potential[index] + current[index]
        index += 1
      }
    }
  }
}
