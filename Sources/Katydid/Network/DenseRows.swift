// How the rows of single spikes are added: as wide as the lanes are.

#if SingleLane

  extension DenseSynapses {
    /// Adds at most 256 rows, eight columns at a time: the sums of as many stay in registers.
    @inline(__always)
    func addSingles(
      _ sources: UnsafePointer<UInt16>, count: Int, to sums: UnsafeMutablePointer<Int32>
    ) {
      let stride = strideBytes
      var column = 0
      while column < stride {
        let rows = unsafe UnsafeRawPointer(rows + column)
        var left = ColumnSums()
        var right = ColumnSums()
        var index = 0
        while index < count {
          let row = unsafe rows + Int(sources[index]) &* stride
          unsafe left.add(row.load(as: UInt32.self))
          unsafe right.add(row.load(fromByteOffset: 4, as: UInt32.self))
          index &+= 1
        }
        unsafe left.widen(rows: count, into: sums + column)
        unsafe right.widen(rows: count, into: sums + column + 4)
        column &+= 8
      }
    }
  }

  /// Sums over rows of four columns, a word.
  private struct ColumnSums {
    /// Those of columns 0 and 2, with their offset: 16 bits each.
    private var even: UInt32 = 0
    private var first: Int32 = 0
    private var last: Int32 = 0

    @inline(__always)
    mutating func add(_ row: UInt32) {
      even &+= row & 0x00FF_00FF
      first &+= Int32(Int8(truncatingIfNeeded: row &>> 8))
      last &+= Int32(truncatingIfNeeded: row) &>> 24
    }

    /// Adds the columns to four sums.
    @inline(__always)
    func widen(rows: Int, into sums: UnsafeMutablePointer<Int32>) {
      let offset = Int32(truncatingIfNeeded: 128 &* rows)
      unsafe sums[0] &+= Int32(truncatingIfNeeded: even & 0xFFFF) &- offset
      unsafe sums[1] &+= first
      unsafe sums[2] &+= Int32(truncatingIfNeeded: even &>> 16) &- offset
      unsafe sums[3] &+= last
    }
  }

#else

  extension DenseSynapses {
    /// Adds at most 256 rows, a tile of columns at a time, so that the sums stay in registers.
    ///
    /// A word of a row is `256 * odd + (even + 128)`. The sum of the words modulo 2^16 and the exact sum of the words
    /// shifted right by eight (the odd columns) give the even columns back: two adds and a shift for two columns, and
    /// nothing is widened before the end.
    @inline(__always)
    func addSingles(
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
      _ words: SIMD8<Int16>, _ odd: SIMD8<Int16>, _ rows: Int,
      into sums: UnsafeMutablePointer<Int32>
    ) {
      let offset = SIMD8<Int16>(repeating: Int16(truncatingIfNeeded: 128 &* rows))
      var columns = SIMD16<Int16>.zero
      columns.evenHalf = words &- (odd &<< 8) &- offset
      columns.oddHalf = odd
      unsafe sums.store(sums.lanes(0) &+ Lanes(truncatingIfNeeded: columns.lowHalf), 0)
      unsafe sums.store(sums.lanes(8) &+ Lanes(truncatingIfNeeded: columns.highHalf), 8)
    }
  }

#endif
