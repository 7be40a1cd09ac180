import Dispatch
import Foundation
import Synchronization

/// A file that is written beside its destination and renamed onto it when complete.
///
/// Whoever reads the destination sees the old content or the whole new one; a failure leaves nothing behind.
/// The destination may be a file that is mapped at the same time: the mapping keeps the old content.
final class AtomicFile {
  private static let unfinished = Mutex<Set<String>>([])

  private let path: String
  /// Nil where the destination is no file, such as `/dev/null`: then it is written as it is.
  private let temporaryPath: String?
  private var descriptor: Int32

  init(path: String) throws(Failure) {
    // What a link points to is replaced, not the link.
    let destination = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists && status.st_mode & S_IFMT != S_IFREG {
      temporaryPath = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw AtomicFile.failure(path) }
      return
    }
    let name = ".\(destination.lastPathComponent).\(UInt64.random(in: 0...UInt64.max))"
    let temporary = destination.deletingLastPathComponent().appendingPathComponent(name).path
    temporaryPath = temporary
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw AtomicFile.failure(path) }
    AtomicFile.unfinished.withLock { _ = $0.insert(temporary) }
    // A replaced file keeps its permissions.
    if exists { fchmod(descriptor, status.st_mode & 0o7777) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    guard let temporaryPath else { return }
    unlink(temporaryPath)
    AtomicFile.unfinished.withLock { _ = $0.remove(temporaryPath) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw AtomicFile.failure(path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  /// Makes what was written the content of the destination, on the disk and not only in its cache.
  func commit() throws(Failure) {
    if let temporaryPath {
      let destination = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard fsync(descriptor) == 0, rename(temporaryPath, destination) == 0 else {
        throw AtomicFile.failure(path)
      }
      AtomicFile.unfinished.withLock { _ = $0.remove(temporaryPath) }
    }
    close(descriptor)
    descriptor = -1
  }

  /// Writes a whole file.
  static func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(Failure) {
    let file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit()
  }

  /// Lets an interrupt or termination remove what is unfinished before the program ends.
  ///
  /// - Returns: the signal sources, to be kept alive.
  static func removeUnfinishedOnInterrupt() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        unfinished.withLock { for path in $0 { unlink(path) } }
        exit(128 + number)
      }
      source.resume()
      return source
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(
      .cannotCreate, file: path, errno: errno, doing: "cannot write",
      remedy: "check the folder, its permissions and the free space")
  }
}
