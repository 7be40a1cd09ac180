import CHDF5
import Foundation

/// The strings of variable length of an HDF5 file, which lie in its global heaps ("HDF5 File Format
/// Specification", III.E).
///
/// libhdf5 1.10 follows the references to them unchecked, and a damaged file crashes it; so we let
/// it read the references and follow them ourselves.
final class HDF5StringHeap {
  /// Whether the library gives us references.
  static let isReadable = chdf5_register_references() >= 0

  private let file: Data
  /// Where addresses count from.
  private let base: Int
  /// Bytes of the objects of the heaps met so far, by address of the heap and index in it.
  private var objects: [Int: [Int: Range<Int>]] = [:]

  /// - Returns: Nil if the file cannot be read.
  init?(path: String, base: Int64) {
    guard base >= 0,
      let file = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    else { return nil }
    self.file = file
    self.base = Int(base)
  }

  /// The string that a reference refers to.
  ///
  /// - Parameter reference: UInt32 length, UInt64 address of a heap, UInt32 index in it.
  /// - Returns: Nil if there is none, or it is not UTF-8.
  func string(at reference: ArraySlice<UInt8>) -> String? {
    let reference = Data(reference)
    guard let length = HDF5StringHeap.integer(reference, at: 0, bytes: 4) else { return nil }
    if length == 0 { return "" }
    guard let address = HDF5StringHeap.integer(reference, at: 4, bytes: 8),
      let index = HDF5StringHeap.integer(reference, at: 12, bytes: 4)
    else { return nil }
    if objects[address] == nil { objects[address] = readHeap(at: address) }
    guard let object = objects[address]?[index], length <= object.count else { return nil }
    let bytes = file[object.lowerBound..<object.lowerBound + length]
    return String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// Where the objects of a heap lie: up to where it ends or is damaged.
  private func readHeap(at address: Int) -> [Int: Range<Int>] {
    let (start, overflow) = base.addingReportingOverflow(address)
    // Signature, version and 3 reserved bytes; then the size of the heap with this header of 16
    // bytes.
    guard !overflow, integer(at: start, bytes: 8) == 0x1_4C4F_4347,
      let size = integer(at: start + 8, bytes: 8), size <= file.count - start
    else { return [:] }
    var objects: [Int: Range<Int>] = [:]
    var offset = 16
    // Each object: UInt16 index (0 for the free rest), 6 bytes of no concern, UInt64 size, its
    // bytes padded to 8.
    while offset <= size - 16, let index = integer(at: start + offset, bytes: 2), index != 0,
      let length = integer(at: start + offset + 8, bytes: 8), length <= size - offset - 16
    {
      let first = start + offset + 16
      objects[index] = first..<first + length
      offset += 16 + (length + 7) / 8 * 8
    }
    return objects
  }

  private func integer(at offset: Int, bytes: Int) -> Int? {
    HDF5StringHeap.integer(file, at: offset, bytes: bytes)
  }

  /// A little-endian integer, or nil if it is not all there or does not fit Int.
  private static func integer(_ data: Data, at offset: Int, bytes: Int) -> Int? {
    guard offset >= 0, offset <= data.count - bytes else { return nil }
    let start = data.startIndex + offset
    var value: UInt64 = 0
    for byte in data[start..<start + bytes].reversed() { value = value << 8 | UInt64(byte) }
    return Int(exactly: value)
  }
}
