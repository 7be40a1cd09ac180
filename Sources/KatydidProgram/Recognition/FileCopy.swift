import CPlatform

/// A copy of a file in memory, at a multiple of 16: whoever writes the file anew while it is used must not change what runs.
final class FileCopy {
  let bytes: UnsafeRawBufferPointer

  /// - Parameters:
  ///   - ifMissing: What to say of a file that cannot be opened, before the reason.
  ///   - advice: What to do about it.
  ///   - mostBytes: That a file may have.
  /// - Throws: status `noInput`, or `badData` for a larger file.
  init(
    path: String, ifMissing: String = "cannot open", advice: String, mostBytes: Int64 = .max
  ) throws(Failure) {
    let descriptor = path.withCString { platform_open($0) }
    guard descriptor >= 0 else {
      let reason = String(cString: platform_error_text(-descriptor))
      throw Failure(.noInput, "\(printable(path)): \(ifMissing): \(reason); \(advice)")
    }
    defer { platform_close(descriptor) }
    guard platform_is_regular_file(descriptor) else {
      throw Failure(.noInput, "\(printable(path)): not a regular file; \(advice)")
    }
    guard platform_file_size(descriptor) <= mostBytes else {
      throw Failure(
        .badData, "\(printable(path)): has more than \(mostBytes) bytes; \(advice)")
    }
    var size = 0
    var error: Int32 = 0
    let copy = platform_copy_file(descriptor, &size, &error)
    guard error == 0 else {
      let reason = String(cString: platform_error_text(error))
      throw Failure(
        .noInput, "\(printable(path)): cannot read: \(reason); check the file system")
    }
    bytes = UnsafeRawBufferPointer(start: copy, count: size)
  }

  deinit { platform_free(UnsafeMutableRawPointer(mutating: bytes.baseAddress)) }
}
