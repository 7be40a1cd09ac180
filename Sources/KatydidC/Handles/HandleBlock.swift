import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A handle and all that it works in, one block of memory: the caller's, or our own. The handle lies at its start.
@safe struct HandleBlock {
  /// Whether the memory is to be given back with the handle.
  let isOwn: Bool
  private let start: UnsafeMutableRawPointer
  private var rest: UnsafeMutableRawBufferPointer

  /// - Parameters:
  ///   - byteCount: What `take` will be asked for, the handle's own bytes before it.
  ///   - arena: The caller's memory; nil to allocate.
  private init<Value: ~Copyable>(
    for type: Value.Type, byteCount: Int, arena: UnsafeMutableRawPointer?, arenaBytes: Int
  ) throws(Refusal) {
    if let arena = unsafe arena {
      guard Int(bitPattern: arena) % 16 == 0 else { throw Refusal(Status.misaligned) }
      guard arenaBytes >= byteCount else { throw Refusal(Status.arenaTooSmall) }
      unsafe start = unsafe arena
    } else {
      guard let memory = unsafe platform_allocate(byteCount) else {
        throw Refusal(Status.outOfMemory)
      }
      unsafe start = unsafe memory
    }
    isOwn = unsafe arena == nil
    unsafe rest = unsafe UnsafeMutableRawBufferPointer(start: start, count: byteCount)
    _ = unsafe take(MemoryLayout<Value>.size)
  }

  /// The bytes that come next, from a multiple of 16 on.
  mutating func take(_ byteCount: Int) -> UnsafeMutableRawBufferPointer {
    let taken = unsafe UnsafeMutableRawBufferPointer(rebasing: rest[..<byteCount])
    unsafe rest = unsafe UnsafeMutableRawBufferPointer(rebasing: rest[align16(byteCount)...])
    return unsafe taken
  }

  /// A handle of what `body` makes in a new block.
  static func create<Value: BlockHandle & ~Copyable>(
    _ type: Value.Type, byteCount: Int, arena: UnsafeMutableRawPointer?, arenaBytes: Int,
    _ body: (inout HandleBlock) throws(Refusal) -> Value
  ) throws(Refusal) -> OpaquePointer {
    var block = unsafe try HandleBlock(
      for: type, byteCount: byteCount, arena: arena, arenaBytes: arenaBytes)
    do throws(Refusal) {
      let value = try body(&block)
      let typed = unsafe block.start.bindMemory(to: Value.self, capacity: 1)
      unsafe typed.initialize(to: value)
      return OpaquePointer(typed)
    } catch {
      if block.isOwn { unsafe platform_free(block.start) }
      throw error
    }
  }
}

/// A value that lives in a `HandleBlock`.
protocol BlockHandle: ~Copyable {
  var ownsBlock: Bool { get }
}

extension Handle {
  /// Ends a value in a `HandleBlock`; what it works in goes with it.
  static func destroy<Value: BlockHandle & ~Copyable>(
    _ handle: OpaquePointer?, inBlockOf type: Value.Type
  ) {
    guard let handle = unsafe handle else { return }
    let typed = unsafe UnsafeMutablePointer<Value>(handle)
    let ownsBlock = unsafe typed.pointee.ownsBlock
    unsafe typed.deinitialize(count: 1)
    if ownsBlock { unsafe platform_free(typed) }
  }
}
