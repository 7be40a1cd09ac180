import Katydid

/// How far the packed network does what the float network does, on the same input.
struct SpikeAgreement: Codable, Equatable {
  struct Layer: Codable, Equatable {
    var name: String
    /// Share of the pairs of neuron and tick with the same number of spikes; nil for readouts.
    var equalShare: Double?
    var floatSpikes: Int
    var packedSpikes: Int
    /// Root of the mean squared difference of the potentials, relative to the range of the float ones.
    var relativeDifference: Double?
  }

  /// The output that spiked most in an example, or had the largest mean potential.
  struct Decisions: Codable, Equatable {
    var examples: Int
    /// Share of the examples in which both networks decide the same.
    var equalShare: Double
    /// Share of the examples that the network decides as they are labelled, if they are.
    var floatAccuracy: Double?
    var packedAccuracy: Double?
  }

  var ticks: Int
  var layers: [Layer]
  /// Share of the ticks in which all output neurons agree; nil for readouts.
  var equalOutputTicks: Double?
  /// States of the packed network that hit the end of their range.
  var saturations: Int
  /// Of several examples, each from a fresh state.
  var decisions: Decisions?
  /// Input values beyond the packed network's input magnitude.
  var clampedInputs: Int

  /// Runs both networks over `input`, each example from a fresh state.
  static func measure(
    _ real: RealNetwork, packed model: LoadedModel, input: NPYArray
  ) throws(Failure) -> SpikeAgreement {
    var packed = try RunningModel(model)
    var simulator = FloatSimulator(real)
    var comparisons = real.layers.indices.map {
      LayerComparison(model.blob.network.layer($0), canFire: real.layers[$0].canFire)
    }
    var equalOutputTicks = 0
    let fresh = simulator
    for tick in 0..<input.rows {
      if input.startsExample(tick) {
        simulator = fresh
        packed.network.reset()
      }
      simulator.step(input.row(tick))
      packed.excite(input, tick)
      packed.network.step()
      for index in real.layers.indices {
        let isEqual = comparisons[index].compare(
          simulator.layers[index], packed.network, layer: index)
        if index == real.outputLayer && isEqual { equalOutputTicks += 1 }
      }
    }
    let hasSpikes = real.layers[real.outputLayer].canFire && input.rows > 0
    let counters = packed.network.counters
    return SpikeAgreement(
      ticks: input.rows, layers: zip(real.layers, comparisons).map { $1.result(name: $0.name) },
      equalOutputTicks: hasSpikes ? Double(equalOutputTicks) / Double(input.rows) : nil,
      saturations: Int(clamping: counters.saturations),
      clampedInputs: Int(clamping: counters.clampedInputs))
  }
}

extension SpikeAgreement.Decisions {
  /// - Parameter labels: The right output of each example, if that is known.
  init(float: [Int], packed: [Int], labels: [Int]?) {
    func share(_ left: [Int], _ right: [Int]) -> Double {
      Double(zip(left, right).count { $0 == $1 }) / Double(left.count)
    }
    self.init(
      examples: float.count, equalShare: share(float, packed),
      floatAccuracy: labels.map { share(float, $0) },
      packedAccuracy: labels.map { share(packed, $0) })
  }
}

/// What is summed up over the ticks for one layer.
private struct LayerComparison {
  private let record: LayerRecord
  /// Whether spikes are compared; else potentials are.
  private let canFire: Bool
  private var cells = 0
  private var equalCells = 0
  private var floatSpikes = 0
  private var packedSpikes = 0
  private var squaredDifference = 0.0
  private var lowest = Double.infinity
  private var highest = -Double.infinity

  init(_ record: LayerRecord, canFire: Bool) { (self.record, self.canFire) = (record, canFire) }

  /// - Returns: whether all neurons spiked alike in this tick.
  mutating func compare(
    _ float: FloatLayer, _ network: borrowing Network, layer: Int
  ) -> Bool {
    let count = record.count
    cells += count
    guard canFire else {
      comparePotentials(float, network, layer: layer)
      return true
    }
    var packed = Array(repeating: 0, count: count)
    network.forEachSpike(inLayer: layer) { neuron, spikes in packed[neuron] = spikes }
    let equal = (0..<count).count { packed[$0] == float.counts[$0] }
    equalCells += equal
    floatSpikes += float.counts.reduce(0, +)
    packedSpikes += packed.reduce(0, +)
    return equal == count
  }

  private mutating func comparePotentials(
    _ float: FloatLayer, _ network: borrowing Network, layer: Int
  ) {
    for neuron in 0..<record.count {
      let value = network.value(of: .membrane, layer: layer, neuron: neuron)
      let difference = Double(value) * record.unit(ofNeuron: neuron) - float.potential[neuron]
      squaredDifference += difference * difference
      lowest = min(lowest, float.potential[neuron])
      highest = max(highest, float.potential[neuron])
    }
  }

  func result(name: String) -> SpikeAgreement.Layer {
    guard canFire else {
      let range = highest - lowest
      let difference = range > 0 ? (squaredDifference / Double(cells)).squareRoot() / range : nil
      return .init(
        name: name, equalShare: nil, floatSpikes: 0, packedSpikes: 0,
        relativeDifference: difference)
    }
    return .init(
      name: name, equalShare: cells > 0 ? Double(equalCells) / Double(cells) : nil,
      floatSpikes: floatSpikes, packedSpikes: packedSpikes, relativeDifference: nil)
  }
}

extension LayerRecord {
  /// The real value of one unit of a neuron.
  func unit(ofNeuron neuron: Int) -> Double {
    guard let units = self[.unit] else { return 1 }
    return Double(Float(bitPattern: UInt32(bitPattern: units[neuron])))
  }
}
