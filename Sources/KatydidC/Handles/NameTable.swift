#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// The names of classes or layers as C reads them, a zero byte after each: in the blob they have none.
@safe struct NameTable: ~Copyable {
  private let count: Int
  /// Where each name begins in the memory, then the names.
  private let memory: WorkingMemory

  /// - Parameters:
  ///   - names: Those of the blob, `count` of them.
  ///   - noun: What comes before the number where the blob has no names.
  init(_ names: StringTable?, count: Int, noun: StaticString) throws(Refusal) {
    let textStart = count * MemoryLayout<UInt32>.size
    // A number has up to five digits; a length is one byte.
    let longest = names == nil ? noun.utf8CodeUnitCount + 7 : 256
    let memory = try WorkingMemory(byteCount: textStart + longest * count)
    let starts = unsafe memory.bytes.bindMemory(to: UInt32.self)
    let text = unsafe UnsafeMutableRawBufferPointer(rebasing: memory.bytes[textStart...])
      .assumingMemoryBound(to: CChar.self)
    var writer = unsafe TextWriter(text.baseAddress, capacity: text.count)
    if let names {
      unsafe names.forEachString { index, name in
        unsafe starts[index] = UInt32(textStart + writer.length)
        unsafe writer.append(name)
        writer.append(byte: 0)
      }
    } else {
      for index in 0..<count {
        unsafe starts[index] = UInt32(textStart + writer.length)
        writer.append(noun)
        writer.append(byte: UInt8(ascii: " "))
        writer.append(index)
        writer.append(byte: 0)
      }
    }
    writer.end()
    self.count = count
    self.memory = memory
  }

  /// A name, the empty text if there is no such index. It lives as long as the table.
  subscript(index: Int) -> UnsafePointer<CChar> {
    guard index >= 0, index < count, let base = unsafe memory.bytes.baseAddress else {
      return unsafe cString("")
    }
    let start = unsafe base.load(fromByteOffset: 4 * index, as: UInt32.self)
    return unsafe UnsafePointer((base + Int(start)).assumingMemoryBound(to: CChar.self))
  }
}
