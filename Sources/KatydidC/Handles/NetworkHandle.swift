#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A network and the model that says how large its layers are.
@safe struct NetworkHandle: ~Copyable, BlockHandle {
  let ownsBlock: Bool
  let model: UnsafePointer<ModelHandle>
  private(set) var network: Network

  static func byteCount(_ model: borrowing ModelHandle) -> Int {
    align16(MemoryLayout<NetworkHandle>.size) + align16(model.blob.arenaBytes)
  }

  /// - Parameter block: Has `byteCount` bytes.
  init(_ model: UnsafePointer<ModelHandle>, in block: inout HandleBlock) throws(Refusal) {
    let blob = unsafe model.pointee.blob
    let arena = unsafe block.take(blob.arenaBytes)
    network = try refusing { () throws(ModelError) in unsafe try Network(blob, arena: arena) }
    ownsBlock = block.isOwn
    unsafe self.model = unsafe model
  }

  /// One tick.
  /// - Parameter values: Nil where every event is a spike.
  mutating func step(
    _ channels: UnsafeBufferPointer<UInt16>, values: UnsafePointer<Int16>?
  ) throws(Refusal) {
    let inputChannels = unsafe model.pointee.blob.network.inputChannels
    for index in 0..<channels.count where unsafe Int(channels[index]) >= inputChannels {
      throw Refusal(Status.outOfRange)
    }
    for index in 0..<channels.count {
      unsafe network.excite(channel: Int(channels[index]), by: Int(values?[index] ?? 1))
    }
    network.step()
  }

  /// Writes who spiked; returns how many did.
  func spikes(
    layer: Int32, neurons: UnsafeMutablePointer<UInt16>?, counts: UnsafeMutablePointer<UInt8>?
  ) -> Int {
    guard layer >= 0, unsafe layer < model.pointee.blob.network.layerCount else { return 0 }
    var written = 0
    network.forEachSpike(inLayer: Int(layer)) { neuron, count in
      unsafe neurons?[written] = UInt16(truncatingIfNeeded: neuron)
      unsafe counts?[written] = UInt8(truncatingIfNeeded: count)
      written += 1
    }
    return written
  }

  /// Writes a state of every neuron of a layer.
  func state(
    layer: Int32, variable: StateVariable, to values: UnsafeMutablePointer<Int32>
  ) throws(Refusal) {
    for neuron in 0..<(unsafe try model.pointee.layer(layer).count) {
      unsafe values[neuron] = network.value(of: variable, layer: Int(layer), neuron: neuron)
    }
  }

  mutating func reset() { network.reset() }
}
