/// The name of a record: `re.19` has the stem `re` and the hop 19.
struct RecordName: Equatable {
  let stem: [UInt8]
  let hop: Int?

  init(_ stem: StaticString, hop: Int? = nil) {
    self.stem = Array(UnsafeBufferPointer(start: stem.utf8Start, count: stem.utf8CodeUnitCount))
    self.hop = hop
  }

  init(_ name: UnsafeRawBufferPointer) {
    var stem = Array(name)
    var hop = 0
    var place = 1
    while let last = stem.last, last >= 48, last <= 57 {
      hop += place * Int(last - 48)
      place *= 10
      stem.removeLast()
    }
    if place > 1, stem.last == 46 {
      stem.removeLast()
      self.stem = stem
      self.hop = hop
    } else {
      self.stem = Array(name)
      self.hop = nil
    }
  }

  func write<Sink: TextSink>(to sink: inout Sink) {
    sink.text(stem)
    guard let hop else { return }
    sink.text(".")
    sink.decimal(UInt64(hop))
  }
}

/// One array of a golden file.
struct GoldenRecord {
  let name: RecordName
  /// Bytes an element: 1, 2, 4 or 8.
  let width: Int
  let bytes: UnsafeRawBufferPointer

  var count: Int { bytes.count / width }

  subscript(index: Int) -> Int64 {
    let offset = width * index
    return switch width {
    case 1: Int64(bytes.load(fromByteOffset: offset, as: Int8.self))
    case 2: Int64(bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))
    case 4: Int64(bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
    default: bytes.loadUnaligned(fromByteOffset: offset, as: Int64.self)
    }
  }

  /// - Throws: `.differs`, or `.wrongCount` if there is no such element.
  func expect(_ got: Int64, at index: Int) throws(GoldenFault) {
    guard index < count else {
      throw .wrongCount(name, expected: count, atLeast: index + 1)
    }
    let expected = self[index]
    guard got == expected else { throw .differs(name, index: index, expected: expected, got: got) }
  }

  /// The elements as numbers of a narrower type.
  /// - Throws: `.outOfRange`.
  func elements<T: FixedWidthInteger>(as type: T.Type) throws(GoldenFault) -> [T] {
    var elements: [T] = []
    for index in 0..<count {
      guard let element = T(exactly: self[index]) else { throw .outOfRange(name) }
      elements.append(element)
    }
    return elements
  }

  /// The only element, which is not negative.
  /// - Throws: `.outOfRange`.
  func single() throws(GoldenFault) -> Int {
    guard count == 1, let element = Int(exactly: self[0]), element >= 0 else {
      throw .outOfRange(name)
    }
    return element
  }

  /// The elements as the bytes of a section, aligned as one is.
  /// - Throws: `.outOfRange`.
  func sectionBytes() throws(GoldenFault) -> Memory {
    let elements = try elements(as: UInt8.self)
    let memory = Memory(zeros: count)
    memory.buffer.copyBytes(from: elements)
    return memory
  }
}

/// A record with which values are compared as they come.
struct Expectation {
  let record: GoldenRecord
  private var next = 0

  init(_ record: GoldenRecord) { self.record = record }

  mutating func take(_ got: Int64) throws(GoldenFault) {
    try record.expect(got, at: next)
    next += 1
  }

  mutating func take<T: FixedWidthInteger>(
    _ count: Int, _ values: UnsafePointer<T>
  ) throws(GoldenFault) {
    for index in 0..<count { try take(Int64(values[index])) }
  }

  /// - Throws: `.wrongCount` if values are missing.
  func finish() throws(GoldenFault) {
    guard next == record.count else {
      throw .wrongCount(record.name, expected: record.count, atLeast: next)
    }
  }
}
