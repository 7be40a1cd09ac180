import Foundation

/// A file's bytes, mapped read-only at a page boundary. Unmapped with its owner.
final class MappedFile {
  let path: String
  /// Live as long as this object.
  let bytes: UnsafeRawBufferPointer

  /// - Throws: `Failure` with status `noInput` if the file is missing, unreadable or not a regular file.
  init(path: String) throws(Failure) {
    self.path = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Failure(
        .noInput, file: path, errno: errno, doing: "cannot open",
        remedy: "check the path and its permissions")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.noInput, file: path, "not a regular file", remedy: "give the path of a file")
    }
    let count = Int(status.st_size)
    // A mapping of no bytes is refused by the system.
    guard count > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else {
      throw Failure(
        .noInput, file: path, errno: errno, doing: "cannot map", remedy: "check the file system")
    }
    bytes = UnsafeRawBufferPointer(start: address, count: count)
  }

  deinit {
    if let address = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }
  }
}
