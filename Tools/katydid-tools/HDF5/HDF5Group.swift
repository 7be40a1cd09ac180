import CHDF5

/// A group of an HDF5 file opened for reading: a folder of groups and datasets.
///
/// What a file states is not trusted: sizes are checked before memory is taken. What libhdf5 does with
/// damaged metadata is not in our hands, see `CrashReport`.
struct HDF5Group: ~Copyable {
  /// Where errors say that the group is.
  let location: InputLocation
  private let handle: HDF5Handle
  private let heap: HDF5StringHeap

  /// Opens the root group of a file.
  init(file location: InputLocation) throws(Failure) {
    chdf5_be_quiet()
    guard let file = HDF5Handle(chdf5_open_file(location.file), close: H5Fclose) else {
      throw location.error("is not an HDF5 file, or is damaged")
    }
    // The library keeps the file open as long as one of its objects is.
    guard let root = HDF5Handle(chdf5_open_group(file.id, "/"), close: H5Gclose) else {
      throw location.error("is damaged: it has no root group")
    }
    guard let heap = HDF5StringHeap(path: location.file, base: chdf5_base_address(file.id)) else {
      throw location.error("cannot be read")
    }
    self.init(root, heap: heap, location: location)
  }

  private init(
    _ handle: consuming HDF5Handle, heap: HDF5StringHeap, location: InputLocation
  ) {
    self.handle = handle
    self.heap = heap
    self.location = location
  }

  /// Whether the group has a member of this name.
  func has(_ name: String) -> Bool { chdf5_has_member(handle.id, name) > 0 }

  /// - Parameter location: Where errors about that group say that it is.
  func group(_ name: String, at location: InputLocation) throws(Failure) -> HDF5Group {
    guard has(name) else { throw location.error("is missing") }
    guard let group = HDF5Handle(chdf5_open_group(handle.id, name), close: H5Gclose) else {
      throw location.error("is not a group, or is damaged")
    }
    return HDF5Group(group, heap: heap, location: location)
  }

  func dataset(_ name: String) throws(Failure) -> HDF5Dataset {
    let location = location.at(parameter: name)
    guard has(name) else { throw location.error("is missing") }
    guard let dataset = HDF5Handle(chdf5_open_dataset(handle.id, name), close: H5Dclose) else {
      throw location.error("is not a dataset, or is damaged")
    }
    return HDF5Dataset(dataset, heap: heap, location: location)
  }

  /// The string of a dataset that holds one.
  func string(_ name: String) throws(Failure) -> String {
    let strings = try dataset(name).strings(limit: 1).values
    guard let string = strings.first else { throw location.at(parameter: name).error("is empty") }
    return string
  }

  /// Names of the members, sorted as bytes.
  ///
  /// - Parameter limit: More members than this are refused.
  func members(limit: Int) throws(Failure) -> [String] {
    var info = H5G_info_t()
    guard H5Gget_info(handle.id, &info) >= 0 else { throw location.error("is damaged") }
    guard info.nlinks <= UInt64(limit) else {
      throw location.error("has \(info.nlinks) members; at most \(limit) are read")
    }
    var names: [String] = []
    for index in 0..<info.nlinks { names.append(try memberName(at: index)) }
    return names
  }

  private func memberName(at index: hsize_t) throws(Failure) -> String {
    let length = chdf5_member_name(handle.id, index, nil, 0)
    guard (1...4096).contains(length) else {
      throw location.error("has a member without a usable name")
    }
    var bytes = [CChar](repeating: 0, count: length + 1)
    guard chdf5_member_name(handle.id, index, &bytes, bytes.count) == length,
      let name = String(validating: bytes.prefix(length), as: UTF8.self)
    else { throw location.error("has a member whose name is not UTF-8") }
    return name
  }
}
