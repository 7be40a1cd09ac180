import Foundation

/// The element types that the tools read or write, by NumPy's name.
enum NPYElement: String {
  case bool = "|b1"
  case uint8 = "|u1"
  case int8 = "|i1"
  case int16 = "<i2"
  case float32 = "<f4"

  var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .int16: 2
    case .float32: 4
    }
  }
}

/// An array from a `.npy` file: `[ticks, channels]`, one row after another, or `[examples, ticks,
/// channels]`, whose rows are those of one example after another.
struct NPYArray {
  let element: NPYElement
  let rows: Int
  let columns: Int
  /// What the rows are divided into, at least 1.
  let examples: Int
  /// Live as long as `owner`; not necessarily aligned.
  let bytes: UnsafeRawBufferPointer
  let owner: AnyObject

  var rowBytes: Int { columns * element.byteCount }

  /// - Parameter mayHaveExamples: Whether three dimensions are taken too.
  init(path: String, mayHaveExamples: Bool = false) throws(Failure) {
    let file = try MappedFile(path: path)
    do throws(Failure) {
      var header = try NPYHeader(file.bytes)
      var examples = 1
      if mayHaveExamples, header.shape.count == 3, header.shape[0] > 0, !header.isFortranOrder,
        let rows = elementCount(of: Array(header.shape.prefix(2)))
      {
        examples = header.shape[0]
        header.shape = [rows, header.shape[2]]
      }
      try self.init(file, header, examples: examples)
    } catch {
      throw error.inFile(path)
    }
  }

  private init(_ file: MappedFile, _ header: NPYHeader, examples: Int) throws(Failure) {
    self.examples = examples
    guard let element = NPYElement(rawValue: header.elementType) else {
      throw Failure(
        .badData, "elements of type '\(header.elementType)' are none of uint8, int8, int16",
        remedy: "convert with X.astype(numpy.int16), after checking that the values fit")
    }
    guard header.shape.count == 2 else {
      throw Failure(
        .badData, "the array has \(header.shape.count) dimensions, not the two [ticks, channels]",
        remedy: "reshape it, for example with X.reshape(ticks, -1)")
    }
    let (cells, cellsOverflow) = header.shape[0].multipliedReportingOverflow(by: header.shape[1])
    let (length, overflow) = cells.multipliedReportingOverflow(by: element.byteCount)
    let stored = file.bytes.count - header.dataOffset
    guard !cellsOverflow, !overflow, length == stored else {
      throw Failure(
        .badData, "\(stored) bytes of elements do not make the shape \(header.shape)",
        remedy: "the file is damaged or cut off: save it again")
    }
    let (rows, columns) = (header.shape[0], header.shape[1])
    let data = UnsafeRawBufferPointer(rebasing: file.bytes[header.dataOffset...])
    if header.isFortranOrder && rows > 1 && columns > 1 {
      let copy = NPYArray.transposed(data, rows, columns, element.byteCount)
      bytes = UnsafeRawBufferPointer(copy.bytes)
      owner = copy
      withExtendedLifetime(file) {}
    } else {
      bytes = data
      owner = file
    }
    self.element = element
    self.rows = rows
    self.columns = columns
  }

  /// Rows one after another, from columns one after another.
  private static func transposed(
    _ data: UnsafeRawBufferPointer, _ rows: Int, _ columns: Int, _ size: Int
  ) -> AlignedBytes {
    let copy = AlignedBytes(count: data.count)
    for row in 0..<rows {
      for column in 0..<columns {
        for byte in 0..<size {
          copy.bytes[(row * columns + column) * size + byte] =
            data[(column * rows + row) * size + byte]
        }
      }
    }
    return copy
  }

  /// The value of a cell, for code that need not be fast.
  func value(_ row: Int, _ column: Int) -> Double {
    let offset = row * rowBytes + column * element.byteCount
    switch element {
    case .bool, .uint8: return Double(bytes[offset])
    case .int8: return Double(Int8(bitPattern: bytes[offset]))
    case .int16:
      return Double(
        Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self)))
    case .float32:
      let bits = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      return Double(Float(bitPattern: bits))
    }
  }

  /// An array of spike counts or graded input for a network.
  /// - Throws: `Failure` if the elements are not integers, or the width is not `channels`.
  static func input(
    path: String, channels: Int, mayHaveExamples: Bool = false
  ) throws(Failure) -> NPYArray {
    let array = try NPYArray(path: path, mayHaveExamples: mayHaveExamples)
    guard array.element != .float32 else {
      throw Failure(
        .badData, file: path, "input of float32, but a network takes uint8, int8 or int16",
        remedy: "convert with X.astype(numpy.int16), after checking that the values fit")
    }
    guard array.columns == channels else {
      throw Failure(
        .badData, file: path,
        "\(array.columns) channels, but the network has \(channels) input channels",
        remedy: "the shape must be [ticks, \(channels)]")
    }
    return array
  }
}

/// Writes a two-dimensional `.npy` file (version 1) row by row, through an `AtomicFile`.
final class NPYWriter {
  private let file: AtomicFile

  init(path: String, element: NPYElement, rows: Int, columns: Int) throws(Failure) {
    file = try AtomicFile(path: path)
    var header =
      "{'descr': '\(element.rawValue)', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    // The elements start at a multiple of 64, after a line feed.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let length = header.utf8.count
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)]
      + Array(header.utf8)
    var failure: Failure?
    bytes.withUnsafeBytes { content in
      do throws(Failure) { try file.write(content) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  func write(_ rows: UnsafeRawBufferPointer) throws(Failure) { try file.write(rows) }

  func commit() throws(Failure) { try file.commit() }
}
