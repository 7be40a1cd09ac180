import CPlatform

/// Memory that starts at a multiple of 16 and is given back when nothing holds it any more.
struct Memory: ~Copyable {
  let buffer: UnsafeMutableRawBufferPointer

  /// Zeroed; the program ends if there is none to be had.
  init(zeros count: Int) {
    buffer = UnsafeMutableRawBufferPointer(start: platform_allocate(count)!, count: count)
  }

  /// The bytes of a file; nil if it cannot be read.
  init?(fileAt path: UnsafePointer<CChar>) {
    var size = 0
    guard let bytes = platform_read_file(path, &size) else { return nil }
    buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size)
  }

  /// The bytes of the file beside the one at `path` that has another extension; nil if it cannot be read.
  init?(besideFileAt path: UnsafePointer<CChar>, extension newExtension: StaticString) {
    var length = 0
    var dot = 0
    while path[length] != 0 {
      if path[length] == 46 { dot = length }
      length += 1
    }
    let added = newExtension.utf8CodeUnitCount
    let name = Memory(zeros: dot + 1 + added + 1)
    name.buffer.copyMemory(from: UnsafeRawBufferPointer(start: path, count: dot + 1))
    for index in 0..<added { name.buffer[dot + 1 + index] = newExtension.utf8Start[index] }
    self.init(fileAt: name.buffer.assumingMemoryBound(to: CChar.self).baseAddress!)
  }

  deinit { platform_free(buffer.baseAddress) }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(buffer) }

  /// The part of a buffer that holds `count` elements of a plain type.
  func elements<T: BitwiseCopyable>(_ type: T.Type, count: Int) -> UnsafeMutableBufferPointer<T> {
    UnsafeMutableBufferPointer(rebasing: buffer.assumingMemoryBound(to: type)[..<count])
  }
}
