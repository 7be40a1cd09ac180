import CPlatform

/// What a C handle points to: a value that is moved into memory of its own and stays there until it is given back.
enum Handle {
  /// - Returns: Nil if there is no memory; the value is gone then.
  static func create<Value: ~Copyable>(_ value: consuming Value) -> OpaquePointer? {
    guard let memory = unsafe platform_allocate(MemoryLayout<Value>.size) else { return nil }
    let typed = unsafe memory.bindMemory(to: Value.self, capacity: 1)
    unsafe typed.initialize(to: value)
    return OpaquePointer(typed)
  }

  static func destroy<Value: ~Copyable>(_ handle: OpaquePointer?, of type: Value.Type) {
    guard let handle = unsafe handle else { return }
    let typed = unsafe UnsafeMutablePointer<Value>(handle)
    unsafe typed.deinitialize(count: 1)
    unsafe platform_free(typed)
  }
}

/// Memory for an engine to work in, given back with its owner.
@safe struct WorkingMemory: ~Copyable {
  let bytes: UnsafeMutableRawBufferPointer

  /// Nil if there is none.
  init?(byteCount: Int) {
    guard let memory = unsafe platform_allocate(byteCount) else { return nil }
    unsafe bytes = unsafe UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
  }

  deinit { unsafe platform_free(bytes.baseAddress) }
}
