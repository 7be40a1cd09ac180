import CHDF5

/// An array of an HDF5 file: numbers or strings. The library undoes chunks and compression.
struct HDF5Dataset: ~Copyable {
  private let handle: HDF5Handle
  private let location: InputLocation
  private let heap: HDF5StringHeap

  init(_ handle: consuming HDF5Handle, heap: HDF5StringHeap, location: InputLocation) {
    self.handle = handle
    self.heap = heap
    self.location = location
  }

  /// Whether it holds strings.
  var isText: Bool {
    get throws(Failure) {
      let type = try type()
      return H5Tget_class(type.id) == H5T_STRING
    }
  }

  /// Reads all numbers, of whatever integer or floating type, in C order.
  ///
  /// - Parameter limit: More elements than this are refused.
  /// - Returns: The numbers, and their shape; a scalar has the shape [].
  func numbers(limit: Int) throws(Failure) -> (values: [Double], shape: [Int]) {
    let type = try type()
    let typeClass = H5Tget_class(type.id)
    guard typeClass == H5T_INTEGER || typeClass == H5T_FLOAT else {
      throw location.error("does not hold numbers")
    }
    let shape = try shape()
    let count = try count(of: shape, limit: limit)
    var values = [Double](repeating: 0, count: count)
    guard count == 0 || chdf5_read_doubles(handle.id, &values) >= 0 else { throw unreadable() }
    return (values, shape)
  }

  /// Reads all strings, of fixed or variable length, in C order.
  ///
  /// - Parameter limit: More strings than this are refused.
  /// - Returns: The strings, and their shape; a scalar has the shape [].
  func strings(limit: Int) throws(Failure) -> (values: [String], shape: [Int]) {
    let shape = try shape()
    let count = try count(of: shape, limit: limit)
    // An empty list has no elements to tell a type from: h5py writes it as one of numbers.
    if count == 0 { return ([], shape) }
    let type = try type()
    guard H5Tget_class(type.id) == H5T_STRING else { throw location.error("does not hold text") }
    let values =
      H5Tis_variable_str(type.id) > 0
      ? try variableStrings(count: count) : try fixedStrings(type, count: count)
    return (values, shape)
  }

  private func unreadable() -> Failure {
    location.error("cannot be read: the file is damaged, or compressed in a way unknown here")
  }

  private func type() throws(Failure) -> HDF5Handle {
    guard let type = HDF5Handle(H5Dget_type(handle.id), close: H5Tclose) else { throw unreadable() }
    return type
  }

  private func space() throws(Failure) -> HDF5Handle {
    guard let space = HDF5Handle(H5Dget_space(handle.id), close: H5Sclose) else {
      throw unreadable()
    }
    return space
  }

  private func shape() throws(Failure) -> [Int] {
    let space = try space()
    let rank = H5Sget_simple_extent_ndims(space.id)
    guard H5Sget_simple_extent_type(space.id) != H5S_NULL, rank >= 0 else {
      throw location.error("is empty")
    }
    var extents = [hsize_t](repeating: 0, count: Int(rank))
    guard rank == 0 || H5Sget_simple_extent_dims(space.id, &extents, nil) == rank else {
      throw unreadable()
    }
    return extents.map { Int(clamping: $0) }
  }

  private func count(of shape: [Int], limit: Int) throws(Failure) -> Int {
    guard let count = elementCount(of: shape), count <= limit else {
      throw location.error("has the shape \(shape); at most \(limit) more elements are read")
    }
    return count
  }

  private func fixedStrings(_ type: borrowing HDF5Handle, count: Int) throws(Failure) -> [String] {
    let size = H5Tget_size(type.id)
    guard let total = elementCount(of: [size, count]), size > 0, total <= 1 << 24 else {
      throw location.error("has strings of \(size) bytes, too long to be read")
    }
    var bytes = [UInt8](repeating: 0, count: total)
    guard chdf5_read(handle.id, type.id, &bytes) >= 0 else { throw unreadable() }
    let isSpacePadded = H5Tget_strpad(type.id) == H5T_STR_SPACEPAD
    var strings: [String] = []
    for start in stride(from: 0, to: total, by: size) {
      var text = bytes[start..<start + size].prefix { $0 != 0 }
      while isSpacePadded, text.last == UInt8(ascii: " ") { text.removeLast() }
      guard let string = String(validating: text, as: UTF8.self) else {
        throw location.error("is not UTF-8")
      }
      strings.append(string)
    }
    return strings
  }

  private func variableStrings(count: Int) throws(Failure) -> [String] {
    guard HDF5StringHeap.isReadable else { throw unreadable() }
    let size = Int(CHDF5_REFERENCE_BYTES)
    var references = [UInt8](repeating: 0, count: size * count)
    guard chdf5_read_references(handle.id, &references) >= 0 else { throw unreadable() }
    var strings: [String] = []
    for start in stride(from: 0, to: references.count, by: size) {
      guard let string = heap.string(at: references[start..<start + size]) else {
        throw location.error("has a string that is damaged, or not UTF-8")
      }
      strings.append(string)
    }
    return strings
  }
}

/// Number of elements of an array of this shape, or nil if it does not fit Int or an extent is
/// negative.
func elementCount(of shape: [Int]) -> Int? {
  var count = 1
  for extent in shape {
    let (product, overflow) = count.multipliedReportingOverflow(by: extent)
    guard extent >= 0, !overflow else { return nil }
    count = product
  }
  return count
}
