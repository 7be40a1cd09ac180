#if KATYDID_IS_IMPORTED
  @testable import Katydid
#endif

/// A network run on recorded inputs, as text: every spike and a checksum of every state, tick by tick, and the
/// counters. Formats: Tools/training/katydid_reference/traces.py.
struct NetworkTrace {
  /// Takes a line for each tick.
  /// - Parameters:
  ///   - model: The bytes of a blob, which start at a multiple of 16.
  ///   - input: For each tick a line of the events that excite the network.
  static func run<Sink: TextSink>(
    _ model: UnsafeRawBufferPointer, input: UnsafeRawBufferPointer, to sink: inout Sink
  ) throws(ModelError) {
    let blob = try Blob(validating: model)
    let arena = Memory(zeros: blob.arenaBytes)
    var network = try Network(blob, arena: arena.buffer)
    var text = InputText(bytes: input)
    while !text.isAtEnd {
      text.nextLine { network.excite(channel: $0, by: $1) }
      network.step()
      writeSpikes(network, of: blob.network, to: &sink)
      sink.text(" ")
      sink.hexadecimal(stateChecksum(network, of: blob.network))
      sink.text("\n")
    }
    write(network.counters, to: &sink)
  }

  private static func writeSpikes<Sink: TextSink>(
    _ network: borrowing Network, of section: NetworkSection, to sink: inout Sink
  ) {
    var isFirst = true
    for layer in 0..<section.layerCount {
      let neurons = section.layer(layer).count
      // The list keeps single spikes and counts apart; the comparison wants neurons in order.
      let counts = Memory(zeros: neurons)
      network.forEachSpike(inLayer: layer) { counts.buffer[$0] = UInt8($1) }
      for neuron in 0..<neurons where counts.buffer[neuron] > 0 {
        if !isFirst { sink.text(",") }
        isFirst = false
        sink.decimal(UInt64(layer))
        sink.text(":")
        sink.decimal(UInt64(neuron))
        sink.text(":")
        sink.decimal(UInt64(counts.buffer[neuron]))
      }
    }
    if isFirst { sink.text("-") }
  }

  private static func stateChecksum(
    _ network: borrowing Network, of section: NetworkSection
  ) -> UInt32 {
    var total = 0
    for layer in 0..<section.layerCount {
      let record = section.layer(layer)
      total += record.stateCount * record.count
    }
    let memory = Memory(zeros: 4 * total)
    let states = memory.elements(Int32.self, count: total)
    var next = 0
    for layer in 0..<section.layerCount {
      let record = section.layer(layer)
      var variables: [StateVariable] = [.membrane]
      if record.kind.stateCount > 1 {
        variables.append(record.kind == .cubaLIF ? .current : .adaptation)
      }
      if record.flags.contains(.hasRefractory) { variables.append(.refractory) }
      for variable in variables {
        for neuron in 0..<record.count {
          states[next] = network.value(of: variable, layer: layer, neuron: neuron)
          next += 1
        }
      }
    }
    return crc32(memory.bytes)
  }

  private static func write<Sink: TextSink>(_ counters: Counters, to sink: inout Sink) {
    sink.text("counters spikes=")
    sink.decimal(counters.spikes)
    sink.text(" synapticEvents=")
    sink.decimal(counters.synapticEvents)
    sink.text(" layersSkipped=")
    sink.decimal(counters.layersSkipped)
    sink.text(" saturations=")
    sink.decimal(counters.saturations)
    sink.text(" clampedInputs=")
    sink.decimal(counters.clampedInputs)
    sink.text("\n")
  }
}
