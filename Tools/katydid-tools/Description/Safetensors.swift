import Foundation

/// The tensors of a `.safetensors` file: a little-endian length of 8 bytes, so many bytes of JSON
/// that say name, type, shape and place of each tensor, and then their bytes, which follow each
/// other without holes.
struct Safetensors {
  struct Tensor {
    /// As the file names it; perhaps none that we read.
    var typeName: String
    var shape: [Int]
    /// Place in the bytes after the header.
    var range: Range<Int>
  }

  /// The file's path, as it was given.
  let path: String
  let tensors: [String: Tensor]
  private let data: Data
  /// Where the bytes of the tensors start.
  private let start: Int

  /// Longest header that is read, that of the format's own reader.
  private static let largestHeader = 100_000_000

  /// - Throws: `Failure`, if the header is wrong in any way: what can fail later is only a type
  ///   that is not read.
  init(path: String) throws(Failure) {
    let location = InputLocation(file: path)
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    else {
      throw location.error(
        "is not there or must not be read; check path and permissions", status: .noInput)
    }
    try self.init(path: path, data: data)
  }

  init(path: String, data: Data) throws(Failure) {
    (self.path, self.data) = (path, data)
    let location = InputLocation(file: path)
    guard data.count >= 8 else {
      throw location.error("is not a safetensors file: it has only \(data.count) bytes")
    }
    let length = data.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    }
    guard length <= UInt64(min(data.count - 8, Safetensors.largestHeader)) else {
      throw location.error(
        "is not a safetensors file, or cut off: \(length) bytes of header in \(data.count) bytes")
    }
    start = 8 + Int(length)
    let header = location.at(parameter: "header")
    let text = Data(data[data.startIndex + 8..<data.startIndex + start])
    let object = try ObjectReader(try JSONValue.parse(text, at: header), at: location)
    tensors = try Safetensors.tensors(in: object)
    try Safetensors.requireSeamless(tensors, byteCount: data.count - start, location)
  }

  /// The numbers of a tensor in C order.
  ///
  /// - Throws: If the file has no such tensor, or it is of a type that is not read; at `location`.
  func values(of name: String, at location: InputLocation) throws(Failure) -> [Double] {
    let tensor = try tensor(name, at: location)
    guard let type = ElementType(rawValue: tensor.typeName) else {
      throw location.error(
        "tensor '\(name)' is of type \(tensor.typeName); what is read are "
          + ElementType.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return data.withUnsafeBytes { bytes in
      let range = start + tensor.range.lowerBound..<start + tensor.range.upperBound
      return type.decode(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }

  func tensor(_ name: String, at location: InputLocation) throws(Failure) -> Tensor {
    if let tensor = tensors[name] { return tensor }
    throw location.error(
      "\(path) has no tensor '\(name)'; " + suggestion(for: name, among: tensors.keys.sorted()))
  }

  private static func tensors(in header: ObjectReader) throws(Failure) -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for name in header.keys where name != "__metadata__" {
      let location = header.location.at(parameter: "tensor '\(name)'")
      let entry = try ObjectReader(try header.required(name), at: location)
      let shape = try wholeNumbers("shape", in: entry)
      let offsets = try wholeNumbers("data_offsets", in: entry)
      guard offsets.count == 2, offsets[0] <= offsets[1] else {
        throw entry.location(of: "data_offsets").error("is \(offsets); it must be [start, end]")
      }
      let typeName = try entry.string("dtype")
      if let type = ElementType(rawValue: typeName) {
        guard let count = elementCount(of: shape + [type.byteCount]),
          count == offsets[1] - offsets[0]
        else {
          throw location.error(
            "has the shape \(shape) of \(typeName), but \(offsets[1] - offsets[0]) bytes")
        }
      }
      tensors[name] = Tensor(typeName: typeName, shape: shape, range: offsets[0]..<offsets[1])
    }
    return tensors
  }

  private static func wholeNumbers(
    _ key: String, in entry: ObjectReader
  ) throws(Failure) -> [Int] {
    var numbers: [Int] = []
    for (value, location) in try entry.list(key) {
      guard case .number(let number) = value, let whole = Int(exactly: number), whole >= 0 else {
        throw location.error("must be a whole number")
      }
      numbers.append(whole)
    }
    return numbers
  }

  /// Refuses tensors that overlap, leave a hole or reach past the end.
  private static func requireSeamless(
    _ tensors: [String: Tensor], byteCount: Int, _ location: InputLocation
  ) throws(Failure) {
    var end = 0
    let order = tensors.sorted {
      ($0.value.range.lowerBound, $0.value.range.upperBound, $0.key)
        < ($1.value.range.lowerBound, $1.value.range.upperBound, $1.key)
    }
    for (name, tensor) in order {
      let location = location.at(parameter: "tensor '\(name)'")
      guard tensor.range.lowerBound == end else {
        let fault = tensor.range.lowerBound < end ? "overlaps the one before" : "follows a hole"
        throw location.error("\(fault), at byte \(tensor.range.lowerBound) of the data")
      }
      end = tensor.range.upperBound
      guard end <= byteCount else {
        throw location.error("ends at byte \(end) of \(byteCount); the file is cut off")
      }
    }
    guard end == byteCount else {
      throw location.error("has \(byteCount - end) bytes after the last tensor; it is damaged")
    }
  }
}
