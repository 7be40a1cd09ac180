// libFuzzer target, compiled into one module with the sources of Katydid: any bytes are validated, and what is
// accepted runs under the address sanitizer. `Tools/fuzz blob 60` builds and runs it.

import Glibc

/// Ticks of the first run, and of the second after a reset.
private let ticks = 50
private let ticksAfterReset = 10
/// Pieces of sound for a model that hears.
private let pieces = 12
/// Larger working memory says nothing new and costs time.
private let largestArena = 64 << 20

nonisolated(unsafe) private var accepted = 0

@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ argc: UnsafeMutablePointer<CInt>, _ argv: UnsafeMutableRawPointer
) -> CInt {
  atexit { print("accepted: \(accepted)") }
  return 0
}

/// Returns -1 for what is refused: it is kept out of the corpus, whose mutations shall mostly run.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzBlob(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  // Memory of exactly this size: the sanitizer sees the first byte read beyond.
  let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
  defer { bytes.deallocate() }
  bytes.copyMemory(from: UnsafeRawBufferPointer(start: start, count: count))
  let asGiven = try? Blob(validating: UnsafeRawBufferPointer(bytes))

  // A mutation seldom gets length and checksum right: then only the header would ever be tested.
  guard count >= Blob.headerBytes else { return -1 }
  repair(bytes)
  guard let blob = try? Blob(validating: UnsafeRawBufferPointer(bytes)) else {
    precondition(asGiven == nil, "a valid blob became invalid by repair")
    return -1
  }
  // The least that the model says it needs, so that the sanitizer sees what it needs beyond.
  let arenaBytes = Blob.arenaBytes(blob.network, blob.frontEnd, blob.decision)
  if arenaBytes > largestArena { return -1 }
  accepted += 1
  bytes.storeBytes(
    of: UInt32(arenaBytes).littleEndian, toByteOffset: Header.arena, as: UInt32.self)
  do {
    let blob = try Blob(validating: UnsafeRawBufferPointer(bytes))
    try run(blob)
    try recognize(blob)
  } catch {
    preconditionFailure("refused with the arena that it asked for")
  }
  return 0
}

/// Offsets in the header that a repair writes to.
private enum Header {
  static let length = 8
  static let checksum = 12
  static let arena = 20
}

/// Makes length and checksum right, and the arena large enough for any model.
private func repair(_ bytes: UnsafeMutableRawBufferPointer) {
  func store(_ value: UInt32, _ offset: Int) {
    bytes.storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
  }
  store(UInt32(bytes.count), Header.length)
  store(crc32(UnsafeRawBufferPointer(rebasing: bytes[Blob.headerBytes...])), Header.checksum)
  store(.max, Header.arena)
}

private func run(_ blob: Blob) throws(ModelError) {
  let arena = UnsafeMutableRawBufferPointer.allocate(byteCount: blob.arenaBytes, alignment: 16)
  defer { arena.deallocate() }
  // Set-up must not rely on what the memory held.
  arena.initializeMemory(as: UInt8.self, repeating: 0xA5)
  var network = try Network(blob, arena: arena)

  let seed = UInt64(crc32(blob.bytes))
  var random = SplitMix64(seed: seed)
  var early: [Int64] = []
  for tick in 0..<ticks {
    advance(&network, blob.network, &random)
    if tick < ticksAfterReset { early.append(digest(network, blob.network)) }
  }
  _ = digest(network, blob.network)

  network.reset()
  random = SplitMix64(seed: seed)
  for tick in 0..<ticksAfterReset {
    advance(&network, blob.network, &random)
    precondition(digest(network, blob.network) == early[tick], "a reset network is not as fresh")
  }
}

/// A blob with front end and decision hears sound of every level, in pieces of every length.
private func recognize(_ blob: Blob) throws(ModelError) {
  guard blob.frontEnd != nil, blob.decision != nil else { return }
  let arena = UnsafeMutableRawBufferPointer.allocate(byteCount: blob.arenaBytes, alignment: 16)
  defer { arena.deallocate() }
  arena.initializeMemory(as: UInt8.self, repeating: 0xA5)
  var recognizer = try Recognizer(blob, arena: arena)
  var random = SplitMix64(seed: UInt64(crc32(blob.bytes)))
  withUnsafeTemporaryAllocation(of: Int16.self, capacity: 1_000) { samples in
    for _ in 0..<pieces {
      let level = random.next(17)
      let piece = samples.prefix(1 + random.next(samples.count))
      for index in piece.indices {
        samples[index] = Int16(truncatingIfNeeded: random.next(1 << 16) - (1 << 15)) >> level
      }
      var rest = UnsafeBufferPointer(rebasing: piece)
      while rest.count > 0 {
        let progress = recognizer.push(rest)
        precondition(progress.samplesTaken > 0, "a push took nothing")
        if let event = progress.event {
          precondition(event.classIndex < blob.network.outputCount, "an event of no class")
          precondition(event.score >= 0 && event.score <= 32_768, "a score out of its range")
        }
        rest = UnsafeBufferPointer(rebasing: rest[progress.samplesTaken...])
      }
    }
  }
}

/// One tick with input that is silent, usual, crowded or extreme.
private func advance(
  _ network: inout Network, _ section: NetworkSection, _ random: inout SplitMix64
) {
  let channels = section.inputChannels
  switch random.next(8) {
  case 0, 1: break
  case 2:
    for channel in 0..<channels { network.excite(channel: channel, by: random.inputValue()) }
  case 3:
    // More events than channels.
    let channel = random.next(channels)
    for _ in 0..<min(channels, 16) + 1 { network.excite(channel: channel, by: .max) }
  default:
    for _ in 0..<random.next(min(channels, 32)) + 1 {
      network.excite(channel: random.next(channels), by: random.inputValue())
    }
  }
  network.step()
}

/// Reads spikes, states at both ends of each layer, and counters.
private func digest(_ network: borrowing Network, _ section: NetworkSection) -> Int64 {
  var sum: Int64 = 0
  for index in 0..<section.layerCount {
    let layer = section.layer(index)
    network.forEachSpike(inLayer: index) { neuron, count in
      precondition(neuron >= 0 && neuron < layer.count, "a spike of no neuron")
      precondition(count >= 1 && count <= layer.largestCount, "a spike count out of range")
      sum &+= Int64(neuron + 1) &* Int64(count)
    }
    let states: [StateVariable] = [.membrane, .current, .adaptation, .refractory]
    for variable in states {
      for neuron in [0, layer.count / 2, layer.count - 1] {
        let value = network.value(of: variable, layer: index, neuron: neuron)
        precondition(value.magnitude < 1 << 30, "a state out of range")
        sum = sum &* 31 &+ Int64(value)
      }
    }
  }
  return sum &+ Int64(network.counters.synapticEvents)
}

/// Seeded with the blob: a crash is reproduced by the same bytes.
extension SplitMix64 {
  /// 0..<bound
  fileprivate mutating func next(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  fileprivate mutating func inputValue() -> Int {
    switch next(8) {
    case 0: -1
    case 1: .max
    case 2: .min
    case 3: 0
    case 4: next(65_536) - 32_768
    default: 1
    }
  }
}
