import CPlatform

/// What a C handle points to: a value that is moved into memory of its own and stays there until it is given back.
enum Handle {
  static func create<Value: ~Copyable>(_ value: consuming Value) throws(Refusal) -> OpaquePointer {
    guard let memory = unsafe platform_allocate(MemoryLayout<Value>.size) else {
      throw Refusal(Status.outOfMemory)
    }
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

/// Memory that is given back with its owner. It starts at a multiple of 16.
@safe struct WorkingMemory: ~Copyable {
  let bytes: UnsafeMutableRawBufferPointer

  /// Zeroed memory.
  init(byteCount: Int) throws(Refusal) {
    guard let memory = unsafe platform_allocate(byteCount) else {
      throw Refusal(Status.outOfMemory)
    }
    unsafe bytes = unsafe UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
  }

  /// The content of a file.
  init(fileAt path: UnsafePointer<CChar>) throws(Refusal) {
    let descriptor = unsafe platform_open(path)
    guard descriptor >= 0 else { throw Refusal(Status.cannotRead, detail: Int(-descriptor)) }
    defer { platform_close(descriptor) }
    guard platform_is_regular_file(descriptor) else { throw Refusal(Status.cannotRead) }
    var size = 0
    var error: Int32 = 0
    guard let memory = unsafe platform_copy_file(descriptor, &size, &error) else {
      throw Refusal(Status.cannotRead, detail: Int(error))
    }
    unsafe bytes = unsafe UnsafeMutableRawBufferPointer(start: memory, count: size)
  }

  deinit { unsafe platform_free(bytes.baseAddress) }
}
