/// Checked little-endian reads from untrusted bytes; every failure names the byte.
///
/// `base` is where these bytes lie in the blob, so that errors carry offsets of the whole file. Set-up has hundreds of reads and
/// need not be fast: none is inlined.
@safe struct ByteReader {
  let bytes: UnsafeRawBufferPointer
  let base: Int

  init(_ bytes: UnsafeRawBufferPointer, base: Int = 0) {
    unsafe self.bytes = unsafe bytes
    self.base = base
  }

  var count: Int { unsafe bytes.count }

  func failure(_ reason: ModelError.Reason, at offset: Int) -> ModelError {
    ModelError(reason, at: base + offset)
  }

  @inline(never)
  func u8(_ offset: Int) throws(ModelError) -> UInt8 { try load(offset) }

  @inline(never)
  func u16(_ offset: Int) throws(ModelError) -> UInt16 { UInt16(littleEndian: try load(offset)) }
  @inline(never)
  func u32(_ offset: Int) throws(ModelError) -> UInt32 { UInt32(littleEndian: try load(offset)) }

  /// A u32 that must lie in `range`, as an `Int`.
  @inline(never)
  func count(
    _ offset: Int, in range: ClosedRange<UInt32>
  ) throws(ModelError) -> Int {
    let value = try u32(offset)
    guard range.contains(value) else { throw failure(.outOfRange, at: offset) }
    return Int(value)
  }

  /// A u8 that must lie in `range`.
  @inline(never)
  func u8(_ offset: Int, in range: ClosedRange<UInt8>) throws(ModelError) -> UInt8 {
    let value = try u8(offset)
    guard range.contains(value) else { throw failure(.outOfRange, at: offset) }
    return value
  }

  /// A u16 that must lie in `range`.
  @inline(never)
  func u16(_ offset: Int, in range: ClosedRange<UInt16>) throws(ModelError) -> UInt16 {
    let value = try u16(offset)
    guard range.contains(value) else { throw failure(.outOfRange, at: offset) }
    return value
  }

  /// Refuses anything but zero in a reserved stretch.
  @inline(never)
  func reserved(_ offset: Int, count: Int) throws(ModelError) {
    for index in offset..<offset + count where try u8(index) != 0 {
      throw failure(.reservedNotNeutral, at: index)
    }
  }

  /// Refuses anything but zero from `offset` to the next multiple of 16.
  @inline(never)
  func padding(after offset: Int) throws(ModelError) {
    try reserved(offset, count: align16(offset) - offset)
  }

  /// The block of `length` bytes at `offset`, which must be aligned to 16 and lie between `floor` and the end.
  ///
  /// The offset and length are numbers from the file: they are compared without an addition that could overflow.
  @inline(never)
  func block(
    offset: UInt32, length: UInt32, floor: Int, statedAt field: Int
  ) throws(ModelError) -> UnsafeRawBufferPointer {
    guard
      offset % 16 == 0, UInt64(offset) >= UInt64(floor),
      UInt64(offset) + UInt64(length) <= UInt64(count)
    else { throw failure(.badBlock, at: field) }
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[Int(offset)..<Int(offset) + Int(length)])
  }

  private func load<T: FixedWidthInteger & BitwiseCopyable>(_ offset: Int) throws(ModelError) -> T {
    guard offset >= 0, offset <= count - MemoryLayout<T>.size else {
      throw failure(.truncated, at: offset)
    }
    return unsafe bytes.loadUnaligned(fromByteOffset: offset, as: T.self)
  }
}

/// `n` rounded up to a multiple of 16: blocks in the blob and in the arena start at such addresses.
@inlinable
public func align16(_ n: Int) -> Int { (n + 15) & ~15 }
