// Runs networks on recorded inputs and prints every spike and a checksum of every state, for comparison with
// the Python reference. Built twice: as ordinary and as Embedded Swift. Formats: Tools/compare-networks.

import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// Text on its way to standard output.
struct Output {
  private func write(_ byte: UInt8) {
    withUnsafeBytes(of: byte) { platform_write($0.baseAddress, 1) }
  }

  func text(_ text: StaticString) { platform_write(text.utf8Start, text.utf8CodeUnitCount) }

  func text(_ text: UnsafePointer<CChar>, count: Int) { platform_write(text, count) }

  func decimal(_ value: UInt64) {
    if value >= 10 { decimal(value / 10) }
    write(UInt8(48 + value % 10))
  }

  func hexadecimal(_ value: UInt32) {
    for digit in stride(from: 28, through: 0, by: -4) {
      let nibble = UInt8(value >> UInt32(digit) & 15)
      write(nibble < 10 ? 48 + nibble : 87 + nibble)
    }
  }
}

/// A cursor over the text of an input file: numbers, and what stands between them.
struct InputText {
  let bytes: UnsafeRawBufferPointer
  var index = 0

  var isAtEnd: Bool { index >= bytes.count }

  /// Events of the next line, `channel:value` separated by blanks.
  mutating func nextLine(_ body: (_ channel: Int, _ value: Int) -> Void) {
    while !isAtEnd, bytes[index] != 10 {
      if bytes[index] == 32 {
        index += 1
        continue
      }
      let channel = number()
      index += 1
      body(channel, number())
    }
    index += 1
  }

  private mutating func number() -> Int {
    var value = 0
    let isNegative = !isAtEnd && bytes[index] == 45
    if isNegative { index += 1 }
    while !isAtEnd, bytes[index] >= 48, bytes[index] <= 57 {
      value = value * 10 + Int(bytes[index] - 48)
      index += 1
    }
    return isNegative ? -value : value
  }
}

func printSpikes(_ network: borrowing Network, of section: NetworkSection, to output: Output) {
  var isFirst = true
  for layer in 0..<section.layerCount {
    // The list keeps single spikes and counts apart; the comparison wants neurons in order.
    let counts = platform_allocate(section.layer(layer).count)!.assumingMemoryBound(to: UInt8.self)
    network.forEachSpike(inLayer: layer) { counts[$0] = UInt8($1) }
    for neuron in 0..<section.layer(layer).count where counts[neuron] > 0 {
      if !isFirst { output.text(",") }
      isFirst = false
      output.decimal(UInt64(layer))
      output.text(":")
      output.decimal(UInt64(neuron))
      output.text(":")
      output.decimal(UInt64(counts[neuron]))
    }
    platform_free(counts)
  }
  if isFirst { output.text("-") }
}

func stateChecksum(_ network: borrowing Network, of section: NetworkSection) -> UInt32 {
  var total = 0
  for layer in 0..<section.layerCount {
    let record = section.layer(layer)
    total += record.stateCount * record.count
  }
  let states = platform_allocate(4 * total)!.assumingMemoryBound(to: Int32.self)
  var next = 0
  for layer in 0..<section.layerCount {
    let record = section.layer(layer)
    func add(_ variable: StateVariable) {
      for neuron in 0..<record.count {
        states[next] = network.value(of: variable, layer: layer, neuron: neuron)
        next += 1
      }
    }
    add(.membrane)
    if record.kind == .cubaLIF { add(.current) }
    if record.kind == .alif || record.kind == .adLIF { add(.adaptation) }
    if record.hasRefractory { add(.refractory) }
  }
  let checksum = crc32(UnsafeRawBufferPointer(start: states, count: 4 * total))
  platform_free(states)
  return checksum
}

func printCounters(_ counters: Counters, to output: Output) {
  output.text("counters spikes=")
  output.decimal(counters.spikes)
  output.text(" synapticEvents=")
  output.decimal(counters.synapticEvents)
  output.text(" layersSkipped=")
  output.decimal(counters.layersSkipped)
  output.text(" saturations=")
  output.decimal(counters.saturations)
  output.text(" clampedInputs=")
  output.decimal(counters.clampedInputs)
  output.text("\n")
}

/// Whether the network of `NAME.kat` ran on `NAME.input`.
func replay(_ path: UnsafePointer<CChar>, pathLength: Int, to output: Output) -> Bool {
  var blobSize = 0
  var inputSize = 0
  // NAME.kat -> NAME.input
  let inputPath = platform_allocate(pathLength + 3)!.assumingMemoryBound(to: CChar.self)
  for index in 0..<pathLength - 3 { inputPath[index] = path[index] }
  let suffix: StaticString = "input"
  for index in 0..<suffix.utf8CodeUnitCount {
    inputPath[pathLength - 3 + index] = CChar(suffix.utf8Start[index])
  }
  guard let bytes = platform_read_file(path, &blobSize),
    let text = platform_read_file(inputPath, &inputSize)
  else {
    platform_complain(": cannot be read, or its .input", path)
    return false
  }
  defer {
    platform_free(bytes)
    platform_free(text)
    platform_free(inputPath)
  }
  do throws(ModelError) {
    let blob = try Blob(validating: UnsafeRawBufferPointer(start: bytes, count: blobSize))
    let arena = UnsafeMutableRawBufferPointer(
      start: platform_allocate(blob.arenaBytes), count: blob.arenaBytes)
    defer { platform_free(arena.baseAddress) }
    var network = try Network(blob, arena: arena)
    var input = InputText(bytes: UnsafeRawBufferPointer(start: text, count: inputSize))
    output.text("# ")
    output.text(path, count: pathLength)
    output.text("\n")
    while !input.isAtEnd {
      input.nextLine { network.excite(channel: $0, by: $1) }
      network.step()
      printSpikes(network, of: blob.network, to: output)
      output.text(" ")
      output.hexadecimal(stateChecksum(network, of: blob.network))
      output.text("\n")
    }
    printCounters(network.counters, to: output)
    return true
  } catch {
    platform_complain(": refused", path)
    output.text("refused at byte ")
    output.decimal(UInt64(error.offset))
    output.text("\n")
    return false
  }
}

@main
struct Replay {
  static func main() {
    let output = Output()
    for index in 1..<max(platform_argument_count(), 1) {
      guard let path = platform_argument(index) else { continue }
      var length = 0
      while path[length] != 0 { length += 1 }
      if length < 4 || !replay(path, pathLength: length, to: output) { platform_fail() }
    }
  }
}
