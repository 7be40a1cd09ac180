/// A golden file of the audio path: named arrays of integers, as `golden_records.py` writes them. It keeps account of
/// what was read, so that no record goes without a comparison.
struct GoldenRecords {
  private var records: [GoldenRecord] = []
  private var isRead: [Bool] = []

  /// The bytes must stay where they are.
  /// - Throws: `.notGolden`.
  init(_ data: UnsafeRawBufferPointer) throws(GoldenFault) {
    guard data.count >= 4, data.loadUnaligned(as: UInt32.self) == 0x3156_474B else {
      throw .notGolden
    }
    var at = 4
    while at < data.count {
      let nameEnd = at + 1 + Int(data[at])
      guard nameEnd + 5 <= data.count else { throw .notGolden }
      let width = Int(data[nameEnd])
      let count = data.loadUnaligned(fromByteOffset: nameEnd + 1, as: UInt32.self)
      let start = nameEnd + 5
      guard [1, 2, 4, 8].contains(width), Int(count) <= (data.count - start) / width else {
        throw .notGolden
      }
      let end = start + width * Int(count)
      let name = RecordName(UnsafeRawBufferPointer(rebasing: data[at + 1..<nameEnd]))
      let bytes = UnsafeRawBufferPointer(rebasing: data[start..<end])
      records.append(GoldenRecord(name: name, width: width, bytes: bytes))
      isRead.append(false)
      at = end
    }
  }

  /// Whether there is a record of this name.
  func has(_ stem: StaticString) -> Bool { index(RecordName(stem)) != nil }

  /// - Throws: `.missing`.
  mutating func read(_ stem: StaticString, hop: Int? = nil) throws(GoldenFault) -> GoldenRecord {
    let name = RecordName(stem, hop: hop)
    guard let index = index(name) else { throw .missing(name) }
    isRead[index] = true
    return records[index]
  }

  private func index(_ name: RecordName) -> Int? { records.firstIndex { $0.name == name } }

  /// - Throws: `.unread` if there is a record that nobody asked for.
  func finish() throws(GoldenFault) {
    guard let index = isRead.firstIndex(of: false) else { return }
    throw .unread(records[index].name)
  }
}

/// Another sound of the same loudness, for what a reset must forget; cut short, it ends within a hop.
func backwards(_ samples: [Int16]) -> [Int16] { samples.reversed().dropLast(90) }

/// Calls `body` with consecutive pieces of `samples`, cut at the given lengths in turn.
func inPieces(
  _ samples: [Int16], of lengths: [Int],
  _ body: (UnsafeBufferPointer<Int16>) throws(GoldenFault) -> Void
) throws(GoldenFault) {
  var at = 0
  var turn = 0
  while at < samples.count {
    let end = min(at + lengths[turn % lengths.count], samples.count)
    // A copy: one closure inside another takes the optimiser ten times as long, and the program too.
    let piece = Array(samples[at..<end])
    try piece.withUnsafeBufferPointer(body)
    (at, turn) = (end, turn + 1)
  }
}
