import CPlatform

/// A file of text that is there as a whole or not at all: it is written as `NAME.unfinished` beside it, which takes the name at the end.
final class OutputFile {
  let stream: Stream
  private let path: String
  private let unfinishedPath: String
  private let descriptor: Int32
  private var isFinished = false

  /// - Throws: status `usage` where no file can be made.
  init(path: String) throws(Failure) {
    self.path = path
    unfinishedPath = "\(path).unfinished"
    descriptor = platform_create(unfinishedPath)
    guard descriptor >= 0 else {
      let reason = String(cString: platform_error_text(-descriptor))
      throw Failure(
        .usage, "\(printable(path)): cannot be made: \(reason); give another folder to --output")
    }
    stream = Stream(descriptor: descriptor)
  }

  deinit {
    guard !isFinished else { return }
    platform_close(descriptor)
    platform_remove(unfinishedPath)
  }

  /// Gives the file its name, in place of what has that name.
  /// - Throws: status `internalError` if it cannot be written; then what had the name stays.
  func finish() throws(Failure) {
    stream.flush()
    let error = stream.error == 0 ? platform_rename(unfinishedPath, path) : stream.error
    guard error == 0 else {
      let reason = String(cString: platform_error_text(error))
      throw Failure(
        .internalError, "\(printable(path)): cannot be written: \(reason); look at the disk")
    }
    isFinished = true
    platform_close(descriptor)
  }
}
