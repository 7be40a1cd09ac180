/// Working memory handed out once, at set-up, in blocks aligned to 16 bytes. There is no way to give a block back.
@safe struct Arena {
  private let base: UnsafeMutableRawPointer
  private let byteCount: Int
  private var used = 0

  /// - Throws: `.misaligned` if the memory does not start at a multiple of 16, `.arenaTooSmall` if it is below `required`.
  init(_ memory: UnsafeMutableRawBufferPointer, required: Int) throws(ModelError) {
    guard let base = memory.baseAddress, memory.count >= required else {
      throw ModelError(.arenaTooSmall, at: 0)
    }
    guard Int(bitPattern: base) % 16 == 0 else { throw ModelError(.misaligned, at: 0) }
    unsafe self.base = base
    byteCount = memory.count
  }

  /// Room for `count` zeroed elements of a plain type.
  mutating func take<T: BitwiseCopyable>(_ type: T.Type, count: Int) -> UnsafeMutablePointer<T> {
    unsafe take(type, bytes: count * MemoryLayout<T>.stride)
  }

  /// Room for elements of `T` in a block of `bytes`, which validation counted and the blob states.
  mutating func take<T>(_ type: T.Type, bytes: Int) -> UnsafeMutablePointer<T> {
    let block = unsafe base + used
    used += align16(bytes)
    precondition(used <= byteCount, "the arena formula and the set-up disagree")
    unsafe block.initializeMemory(as: UInt8.self, repeating: 0, count: align16(bytes))
    return unsafe block.assumingMemoryBound(to: type)
  }

  /// Room for a table of constants, filled with it.
  ///
  /// Set-up copies the tables because reading a constant of a type may run its initialiser, which takes a lock.
  mutating func take<let n: Int, T: BitwiseCopyable>(
    copying table: InlineArray<n, T>
  ) -> UnsafeMutablePointer<T> {
    let copy = unsafe take(T.self, count: n)
    for index in 0..<n { unsafe copy[index] = table[index] }
    return unsafe copy
  }
}
