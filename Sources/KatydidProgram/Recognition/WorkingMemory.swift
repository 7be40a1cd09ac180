import CPlatform

/// Zeroed memory that starts at a multiple of 16. Freed with its owner.
final class WorkingMemory {
  let bytes: UnsafeMutableRawBufferPointer

  /// - Throws: status `internalError` if there is not as much.
  init(byteCount: Int) throws(Failure) {
    guard let memory = platform_allocate(byteCount) else {
      throw Failure(.internalError, "no memory for \(byteCount) bytes; close other programs")
    }
    bytes = UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
  }

  deinit { platform_free(bytes.baseAddress) }
}
