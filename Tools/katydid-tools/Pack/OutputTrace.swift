import Katydid

/// What the output layer did in every tick of every example: spikes, or potentials where it has none.
struct OutputTrace {
  private let outputs: Int
  private let examples: Int
  /// `[examples * ticks, outputs]`.
  private let values: [Float]

  /// Of the network in float64, from a fresh state for each example.
  init(_ real: RealNetwork, input: NPYArray) {
    let layer = real.layers[real.outputLayer]
    var values: [Float] = []
    values.reserveCapacity(input.rows * layer.count)
    var simulator = FloatSimulator(real)
    let fresh = simulator
    for tick in 0..<input.rows {
      if input.startsExample(tick) { simulator = fresh }
      simulator.step(input.row(tick))
      let output = simulator.layers[real.outputLayer]
      values += layer.canFire ? output.counts.map(Float.init) : output.potential.map(Float.init)
    }
    self.init(outputs: layer.count, examples: input.examples, values)
  }

  /// Of the packed network, likewise.
  init(_ model: LoadedModel, canFire: Bool, input: NPYArray) throws(Failure) {
    let outputLayer = model.blob.network.outputLayer
    let record = model.blob.network.layer(outputLayer)
    let units = (0..<record.count).map { Float(record.unit(ofNeuron: $0)) }
    var running = try RunningModel(model)
    var values = [Float](repeating: 0, count: input.rows * record.count)
    for tick in 0..<input.rows {
      if input.startsExample(tick) { running.network.reset() }
      running.excite(input, tick)
      running.network.step()
      let start = tick * record.count
      if canFire {
        running.network.forEachSpike(inLayer: outputLayer) { values[start + $0] = Float($1) }
      } else {
        for neuron in 0..<record.count {
          let value = running.network.value(of: .membrane, layer: outputLayer, neuron: neuron)
          values[start + neuron] = Float(value) * units[neuron]
        }
      }
    }
    self.init(outputs: record.count, examples: input.examples, values)
  }

  private init(outputs: Int, examples: Int, _ values: [Float]) {
    (self.outputs, self.examples, self.values) = (outputs, examples, values)
  }

  /// For each example the output that spiked most, or had the largest mean potential; of several the
  /// first.
  var decisions: [Int] {
    let length = examples > 0 ? values.count / examples : 0
    return (0..<examples).map { example in
      var sums = [Double](repeating: 0, count: outputs)
      for index in 0..<length { sums[index % outputs] += Double(values[example * length + index]) }
      return sums.indices.max { sums[$0] < sums[$1] || (sums[$0] == sums[$1] && $0 > $1) } ?? 0
    }
  }

  /// Sum of the squared differences in all ticks.
  func squaredDifference(from other: OutputTrace) -> Double {
    zip(values, other.values).reduce(0) {
      let difference = Double($1.0 - $1.1)
      return $0 + difference * difference
    }
  }
}

extension NPYArray {
  /// The values of a row.
  func row(_ tick: Int) -> [Double] { (0..<columns).map { value(tick, $0) } }

  /// Whether a row is the first of an example.
  func startsExample(_ tick: Int) -> Bool { tick % (rows / examples) == 0 }
}

extension RunningModel {
  /// Input events for the values of a row that are not zero.
  mutating func excite(_ input: NPYArray, _ tick: Int) {
    for channel in 0..<input.columns {
      let value = input.value(tick, channel)
      if value != 0 { network.excite(channel: channel, by: Int(value)) }
    }
  }
}
