import Katydid

/// A network run over the rows of an array, one row a tick; the array starts again at its end.
///
/// Whoever measures the engine measures this loop: it allocates nothing and looks at eight bytes of input at once.
struct Simulation: ~Copyable {
  private(set) var running: RunningModel
  private let input: NPYArray
  private let outputLayer: Int
  /// Real value of a unit, for each output neuron.
  private let units: [Float]
  private var nextRow = 0
  /// Time spent in ticks so far, in this and earlier runs.
  private(set) var elapsed = Duration.zero

  var counters: Counters { running.network.counters }

  /// - Parameter input: integers, at least one row, as wide as the network's input.
  init(_ model: LoadedModel, input: NPYArray) throws(Failure) {
    running = try RunningModel(model)
    self.input = input
    outputLayer = model.blob.network.outputLayer
    let record = model.blob.network.layer(outputLayer)
    units = (0..<record.count).map { Float(record.unit(ofNeuron: $0)) }
  }

  /// Back to a fresh state and the first row.
  mutating func restart() {
    running.network.reset()
    nextRow = 0
  }

  /// Runs `ticks` ticks.
  /// - Parameters:
  ///   - spikes: gets `[ticks, outputs]` spike counts; must be zero.
  ///   - potentials: gets `[ticks, outputs]` membrane potentials in the network's own units.
  mutating func advance(
    ticks: Int, spikes: UnsafeMutablePointer<UInt8>?, potentials: UnsafeMutablePointer<Float>?
  ) {
    let clock = ContinuousClock()
    let start = clock.now
    switch input.element {
    case .bool, .uint8: run(UInt8.self, ticks, spikes, potentials)
    case .int8: run(Int8.self, ticks, spikes, potentials)
    case .int16: run(Int16.self, ticks, spikes, potentials)
    case .float32: break  // refused by `NPYArray.input`
    }
    elapsed += clock.now - start
    withExtendedLifetime(input.owner) {}
  }

  @inline(__always)
  private mutating func run<Element: FixedWidthInteger & BitwiseCopyable>(
    _ type: Element.Type, _ ticks: Int, _ spikes: UnsafeMutablePointer<UInt8>?,
    _ potentials: UnsafeMutablePointer<Float>?
  ) {
    guard let data = input.bytes.baseAddress else { return }
    let (rows, channels, stride) = (input.rows, input.columns, input.rowBytes)
    var row = nextRow
    for tick in 0..<ticks {
      running.network.excite(type, data + row * stride, channels: channels)
      running.network.step()
      if let spikes { copySpikes(to: spikes + tick * units.count) }
      if let potentials { copyPotentials(to: potentials + tick * units.count) }
      row += 1
      if row == rows { row = 0 }
    }
    nextRow = row
  }

  private func copySpikes(to row: UnsafeMutablePointer<UInt8>) {
    running.network.forEachSpike(inLayer: outputLayer) { neuron, count in
      row[neuron] = UInt8(truncatingIfNeeded: count)
    }
  }

  private func copyPotentials(to row: UnsafeMutablePointer<Float>) {
    for neuron in units.indices {
      let value = running.network.value(of: .membrane, layer: outputLayer, neuron: neuron)
      row[neuron] = Float(value) * units[neuron]
    }
  }
}

extension Network {
  /// An input event for each value of the row that is not zero, in the order of the channels.
  @inline(__always)
  fileprivate mutating func excite<Element: FixedWidthInteger & BitwiseCopyable>(
    _ type: Element.Type, _ row: UnsafeRawPointer, channels: Int
  ) {
    let lanes = 8 / MemoryLayout<Element>.size
    let bits = Element.bitWidth
    var channel = 0
    while channel + lanes <= channels {
      let offset = channel * MemoryLayout<Element>.size
      var word = UInt64(littleEndian: row.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      while word != 0 {
        let lane = word.trailingZeroBitCount / bits
        let value = Element(truncatingIfNeeded: word >> (lane * bits))
        excite(channel: channel + lane, by: Int(value))
        word &= ~((1 << bits - 1) << (lane * bits))
      }
      channel += lanes
    }
    while channel < channels {
      let offset = channel * MemoryLayout<Element>.size
      let value = Element(
        littleEndian: row.loadUnaligned(fromByteOffset: offset, as: Element.self))
      if value != 0 { excite(channel: channel, by: Int(value)) }
      channel += 1
    }
  }
}
