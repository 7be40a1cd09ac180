import Foundation

@testable import Katydid

/// A golden file of the audio path: named arrays of integers, as `golden_records.py` writes them.
struct GoldenRecords {
  private var records: [String: [Int]] = [:]

  init(_ name: String) throws {
    let file = golden.appending(path: "frontend/\(name).golden")
    records = try Data(contentsOf: file).withUnsafeBytes(Self.read)
  }

  private static func read(_ data: UnsafeRawBufferPointer) -> [String: [Int]] {
    var records: [String: [Int]] = [:]
    var at = 4
    while at < data.count {
      let nameEnd = at + 1 + Int(data[at])
      let name = String(decoding: data[at + 1..<nameEnd], as: UTF8.self)
      let width = Int(data[nameEnd])
      let count = Int(data.loadUnaligned(fromByteOffset: nameEnd + 1, as: UInt32.self))
      let start = nameEnd + 5
      records[name] = (0..<count).map { index in
        let offset = start + width * index
        return switch width {
        case 1: Int(data.loadUnaligned(fromByteOffset: offset, as: Int8.self))
        case 2: Int(data.loadUnaligned(fromByteOffset: offset, as: Int16.self))
        case 4: Int(data.loadUnaligned(fromByteOffset: offset, as: Int32.self))
        default: Int(data.loadUnaligned(fromByteOffset: offset, as: Int64.self))
        }
      }
      at = start + width * count
    }
    return records
  }

  /// The array of this name; empty if there is none, which no comparison takes for a match.
  subscript(name: String) -> [Int] { records[name] ?? [] }

  /// The array of this name as samples.
  func samples(_ name: String) -> [Int16] { self[name].map { Int16($0) } }

  /// The array of this name as bytes, aligned as a section is.
  func bytes(_ name: String) -> AlignedBytes { AlignedBytes(self[name].map { UInt8($0) }) }
}

/// Names of the golden files that begin with `prefix`.
func goldenRecordNames(_ isWanted: (String) -> Bool) -> [String] {
  let folder = golden.appending(path: "frontend").path
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return files.filter { $0.hasSuffix(".golden") }.map { String($0.dropLast(7)) }
    .filter(isWanted).sorted()
}

/// Calls `body` with consecutive pieces of `samples`, cut at the given lengths in turn.
func inPieces(
  _ samples: [Int16], of lengths: [Int], _ body: (UnsafeBufferPointer<Int16>) -> Void
) {
  samples.withUnsafeBufferPointer { all in
    var at = 0
    var turn = 0
    while at < all.count {
      let end = min(at + lengths[turn % lengths.count], all.count)
      body(UnsafeBufferPointer(rebasing: all[at..<end]))
      (at, turn) = (end, turn + 1)
    }
  }
}
