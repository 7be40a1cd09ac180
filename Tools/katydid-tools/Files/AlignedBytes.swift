import Katydid

/// Zeroed memory that starts at a multiple of 16: for a blob or an arena. Freed with its owner.
final class AlignedBytes {
  let bytes: UnsafeMutableRawBufferPointer

  init(count: Int) {
    bytes = .allocate(byteCount: max(count, 1), alignment: 16)
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
  }

  /// A copy of `content`.
  convenience init(_ content: some Collection<UInt8>) {
    self.init(count: content.count)
    bytes.copyBytes(from: content)
  }

  deinit { bytes.deallocate() }

  /// The bytes, for as long as `body` runs.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeRawBufferPointer(bytes))
  }

  /// Writes the bytes to a file, beside it and then renamed.
  func write(to path: String) throws {
    try withBytes { try AtomicFile.write($0, to: path) }
  }
}
