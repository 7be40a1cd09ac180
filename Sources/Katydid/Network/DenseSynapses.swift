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

  /// Adds at most 256 rows, a tile of columns at a time, so that the sums stay in registers.
  ///
  /// A word of a row is `256 * odd + (even + 128)`. The sum of the words modulo 2^16 and the exact sum of the words
  /// shifted right by eight (the odd columns) give the even columns back: two adds and a shift for two columns, and
  /// nothing is widened before the end.
  @inline(__always)
  private func addSingles(
    _ sources: UnsafePointer<UInt16>, count: Int, to sums: UnsafeMutablePointer<Int32>
  ) {
    let stride = strideBytes
    var column = 0
    while column &+ 64 <= stride {
      var left = ColumnSums()
      var right = ColumnSums()
      var index = 0
      while index < count {
        let row = unsafe UnsafeRawPointer(rows + Int(sources[index]) &* stride) + column
        unsafe left.add(row.loadUnaligned(as: SIMD16<Int16>.self))
        unsafe right.add((row + 32).loadUnaligned(as: SIMD16<Int16>.self))
        index &+= 1
      }
      unsafe left.widen(rows: count, into: sums + column)
      unsafe right.widen(rows: count, into: sums + column + 32)
      column &+= 64
    }
    while column < stride {
      var half = ColumnSums()
      var index = 0
      while index < count {
        let row = unsafe UnsafeRawPointer(rows + Int(sources[index]) &* stride) + column
        let word = unsafe row.loadUnaligned(as: SIMD8<Int16>.self)
        half.add(SIMD16(lowHalf: word, highHalf: .zero))
        index &+= 1
      }
      unsafe half.widenLow(rows: count, into: sums + column)
      column &+= 16
    }
  }

  /// Adds one row times a value.
  @inline(__always)
  private func addGraded(_ source: Int, _ value: Int32, to sums: UnsafeMutablePointer<Int32>) {
    let row = unsafe rows + source &* strideBytes
    var column = 0
    while column < strideBytes {
      unsafe sums[column] &+= value &* (Int32(row[column]) &- 128)
      unsafe sums[column &+ 1] &+= value &* Int32(Int8(bitPattern: row[column &+ 1]))
      column &+= 2
    }
  }
}

/// Sums over rows of 32 columns, two columns a word.
private struct ColumnSums {
  private var words = SIMD16<Int16>.zero
  private var odd = SIMD16<Int16>.zero

  @inline(__always)
  mutating func add(_ row: SIMD16<Int16>) {
    words &+= row
    odd &+= row &>> 8
  }

  /// Adds the columns to 32 sums.
  @inline(__always)
  func widen(rows: Int, into sums: UnsafeMutablePointer<Int32>) {
    unsafe ColumnSums.widen(words.lowHalf, odd.lowHalf, rows, into: sums)
    unsafe ColumnSums.widen(words.highHalf, odd.highHalf, rows, into: sums + 16)
  }

  /// Adds the first 16 columns to 16 sums.
  @inline(__always)
  func widenLow(rows: Int, into sums: UnsafeMutablePointer<Int32>) {
    unsafe ColumnSums.widen(words.lowHalf, odd.lowHalf, rows, into: sums)
  }

  @inline(__always)
  private static func widen(
    _ words: SIMD8<Int16>, _ odd: SIMD8<Int16>, _ rows: Int, into sums: UnsafeMutablePointer<Int32>
  ) {
    let offset = SIMD8<Int16>(repeating: Int16(truncatingIfNeeded: 128 &* rows))
    var columns = SIMD16<Int16>.zero
    columns.evenHalf = words &- (odd &<< 8) &- offset
    columns.oddHalf = odd
    unsafe sums.store(sums.lanes(0) &+ Lanes(truncatingIfNeeded: columns.lowHalf), 0)
    unsafe sums.store(sums.lanes(8) &+ Lanes(truncatingIfNeeded: columns.highHalf), 8)
  }
}
