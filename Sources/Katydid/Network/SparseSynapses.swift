/// Sparse weights: rows of synapses in blocks of eight, 18 bytes a block (`ModelBlob.md`).
///
/// A block is one turn of a loop without a branch. A plain list of pairs with 16-bit targets is larger than dense rows at 40 %
/// connectivity, and its many short loops are slower than vectorised dense rows at 5 %.
@safe public struct SparseSynapses {
  public static let blockSynapses = 8
  /// Largest distance of a target from the first of its block.
  public static let largestOffset = 255

  public static let rowBytes = 8
  public static let blockBytes = 18

  /// Where a source's synapses are, in the blob's own bytes.
  struct Row: BitwiseCopyable {
    let firstBlock: UInt32
    let blockCount: UInt16
    let fanOut: UInt16
  }

  let rows: UnsafePointer<Row>
  let blocks: UnsafePointer<UInt8>

  init(_ data: UnsafeRawBufferPointer, sources: Int) {
    let base = unsafe data.baseAddress.unsafelyUnwrapped
    unsafe rows = unsafe base.assumingMemoryBound(to: Row.self)
    unsafe blocks = unsafe (base + SparseSynapses.blocksOffset(sources: sources))
      .assumingMemoryBound(to: UInt8.self)
  }

  /// Where the blocks start in the data.
  static func blocksOffset(sources: Int) -> Int { align16(rowBytes * sources) }

  /// Length of the data.
  public static func byteCount(sources: Int, blocks: Int) -> Int {
    blocksOffset(sources: sources) + blockBytes * blocks
  }
}

extension SparseSynapses {
  /// Adds the rows of all events to the exact sums of the targets; returns the synapses passed.
  @inline(__always)
  func add(_ events: borrowing SpikeList, to sums: UnsafeMutablePointer<Int32>) -> Int {
    var passed = 0
    var index = 0
    while index < events.singleCount {
      let row = unsafe rows[Int(events.singles[index])]
      passed &+= Int(row.fanOut)
      unsafe add(row, to: sums) { $0 }
      index &+= 1
    }
    guard let graded = unsafe events.graded, let values = unsafe events.values else {
      return passed
    }
    index = 0
    while index < events.gradedCount {
      unsafe passed &+= addGraded(Int(graded[index]), Int32(values[index]), to: sums)
      index &+= 1
    }
    return passed
  }

  /// Adds one row times a value; returns the synapses passed.
  @inline(__always)
  func addGraded(
    _ source: Int, _ value: Int32, to sums: UnsafeMutablePointer<Int32>
  ) -> Int {
    let row = unsafe rows[source]
    unsafe add(row, to: sums) { $0 &* value }
    return Int(row.fanOut)
  }

  /// Adds the row of one source, each weight as `scale` has it.
  @inline(__always)
  private func add(
    _ row: Row, to sums: UnsafeMutablePointer<Int32>, _ scale: (Int32) -> Int32
  ) {
    var block = unsafe blocks + SparseSynapses.blockBytes &* Int(row.firstBlock)
    let end = unsafe block + SparseSynapses.blockBytes &* Int(row.blockCount)
    while unsafe block < end {
      let base = unsafe UnsafeRawPointer(block).loadUnaligned(as: UInt16.self)
      let targets = unsafe sums + Int(base)
      let offsets = unsafe block + 2
      let weights = unsafe UnsafeRawPointer(block + 10).assumingMemoryBound(to: Int8.self)
      unsafe targets[Int(offsets[0])] &+= scale(Int32(weights[0]))
      unsafe targets[Int(offsets[1])] &+= scale(Int32(weights[1]))
      unsafe targets[Int(offsets[2])] &+= scale(Int32(weights[2]))
      unsafe targets[Int(offsets[3])] &+= scale(Int32(weights[3]))
      unsafe targets[Int(offsets[4])] &+= scale(Int32(weights[4]))
      unsafe targets[Int(offsets[5])] &+= scale(Int32(weights[5]))
      unsafe targets[Int(offsets[6])] &+= scale(Int32(weights[6]))
      unsafe targets[Int(offsets[7])] &+= scale(Int32(weights[7]))
      unsafe block += SparseSynapses.blockBytes
    }
  }
}

extension SparseSynapses {
  /// Checks everything that adding rows relies on: no target out of range, none twice in a row.
  static func validate(_ data: ByteReader, sources: Int, targets: Int) throws(ModelError) {
    let blocksOffset = blocksOffset(sources: sources)
    var blockCount: UInt64 = 0
    for source in 0..<sources {
      guard UInt64(try data.u32(rowBytes * source)) == blockCount else {
        throw data.failure(.badRows, at: rowBytes * source)
      }
      blockCount += UInt64(try data.u16(rowBytes * source + 4))
    }
    guard UInt64(data.count) == UInt64(blocksOffset) + UInt64(blockBytes) * blockCount else {
      throw data.failure(.badBlock, at: 0)
    }
    try data.padding(after: rowBytes * sources)

    let synapses = unsafe SparseSynapses(data.bytes, sources: sources)
    for source in 0..<sources {
      let row = unsafe synapses.rows[source]
      let first = Int(row.firstBlock)
      var count = 0
      var lowest = 0
      for block in first..<first + Int(row.blockCount) {
        let offset = blocksOffset + blockBytes * block
        count += try validateBlock(at: offset, lowest: &lowest, targets: targets, data)
      }
      guard count == Int(row.fanOut) else {
        throw data.failure(.badRows, at: rowBytes * source + 6)
      }
    }
  }

  /// Checks a block whose targets must be `lowest` or more; returns its synapses.
  private static func validateBlock(
    at offset: Int, lowest: inout Int, targets: Int, _ data: ByteReader
  ) throws(ModelError) -> Int {
    let base = Int(try data.u16(offset))
    guard base >= lowest, base < targets, try data.u8(offset + 2) == 0 else {
      throw data.failure(.badRows, at: offset)
    }
    var count = 0
    for entry in 0..<blockSynapses {
      let target = base + Int(try data.u8(offset + 2 + entry))
      let weight = try data.u8(offset + 10 + entry)
      if weight == 0 {
        guard target == base else {
          throw data.failure(.reservedNotNeutral, at: offset + 2 + entry)
        }
        continue
      }
      guard weight != 0x80 else { throw data.failure(.outOfRange, at: offset + 10 + entry) }
      // Synapses come before padding, in the order of their targets.
      guard count == entry, target >= lowest, target < targets else {
        throw data.failure(.badRows, at: offset + 2 + entry)
      }
      lowest = target + 1
      count += 1
    }
    return count
  }
}
