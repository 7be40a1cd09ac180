/// Dense weights: one row of Int8 per source, even columns with an offset of 128 (`ModelBlob.md`).
@safe public struct DenseSynapses {
  let rows: UnsafePointer<UInt8>
  /// Bytes of a row: the targets, rounded up to a multiple of 16.
  let strideBytes: Int

  init(_ data: UnsafeRawBufferPointer, targets: Int) {
    unsafe rows = unsafe data.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
    strideBytes = align16(targets)
  }

  /// The weight from `source` to `target`.
  func weight(source: Int, target: Int) -> Int8 {
    let byte = unsafe rows[source * strideBytes + target]
    return Int8(bitPattern: target % 2 == 0 ? byte ^ 0x80 : byte)
  }

  static func validate(_ data: ByteReader, sources: Int, targets: Int) throws(ModelError) {
    let strideBytes = align16(targets)
    // Both are at most 65,536: the product needs more than 32 bits.
    guard UInt64(data.count) == UInt64(sources) * UInt64(strideBytes) else {
      throw data.failure(.badBlock, at: 0)
    }
    let synapses = unsafe DenseSynapses(data.bytes, targets: targets)
    for source in 0..<sources {
      for target in 0..<strideBytes {
        let weight = synapses.weight(source: source, target: target)
        guard target < targets ? weight != -128 : weight == 0 else {
          throw data.failure(
            target < targets ? .outOfRange : .reservedNotNeutral,
            at: source * strideBytes + target)
        }
      }
    }
  }
}

extension DenseSynapses {
  /// Adds the rows of all events to the exact sums of the targets.
  @inline(__always)
  func add(_ events: borrowing SpikeList, to sums: UnsafeMutablePointer<Int32>) {
    // 16-bit sums of 8-bit numbers hold 256 rows: 255 * 256 < 2^16.
    var first = 0
    while first < events.singleCount {
      let count = min(events.singleCount &- first, 256)
      unsafe addSingles(events.singles + first, count: count, to: sums)
      first &+= count
    }
    guard let graded = unsafe events.graded, let values = unsafe events.values else { return }
    for index in 0..<events.gradedCount {
      unsafe addGraded(Int(graded[index]), Int32(values[index]), to: sums)
    }
  }

  /// Adds one row times a value.
  @inline(__always)
  func addGraded(_ source: Int, _ value: Int32, to sums: UnsafeMutablePointer<Int32>) {
    let row = unsafe rows + source &* strideBytes
    var column = 0
    while column < strideBytes {
      unsafe sums[column] &+= value &* (Int32(row[column]) &- 128)
      unsafe sums[column &+ 1] &+= value &* Int32(Int8(bitPattern: row[column &+ 1]))
      column &+= 2
    }
  }
}
