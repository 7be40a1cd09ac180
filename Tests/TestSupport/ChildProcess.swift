import Foundation
import Synchronization

/// A program that runs beside the test. Its end is known at once, however late a test comes to ask.
///
/// Foundation's `Process` learns of an end from a socket that every other child started at that moment inherits: with
/// a server among them it may wait for ever. Here nothing is inherited but the standard streams.
public final class ChildProcess: Sendable {
  public struct End: Sendable {
    /// The exit status; the negated signal if one ended it.
    public let status: Int32
    public let time: ContinuousClock.Instant
  }

  public let id: pid_t
  private let ending = Mutex<End?>(nil)

  /// - Parameters:
  ///   - program: Found in the PATH of the test.
  ///   - output: Where its standard output goes, from the beginning of the file.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String],
    output: String = "/dev/null", errors: String = "/dev/null"
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // glibc has it, but hides it from Swift.
    typealias CloseFrom =
      @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
    guard let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else {
      throw POSIXError(.ENOSYS)
    }
    _ = unsafeBitCast(closeFrom, to: CloseFrom.self)(&actions, 3)
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    let error = posix_spawnp(&id, program, &actions, nil, words, variables)
    guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .ENOENT) }
    self.id = id
    Thread.detachNewThread { [self, id] in
      var status: Int32 = 0
      while waitpid(id, &status, 0) < 0 && errno == EINTR {}
      let signal = status & 0x7F
      let end = End(status: signal == 0 ? status >> 8 & 0xFF : -signal, time: .now)
      ending.withLock { $0 = end }
    }
  }

  public var isRunning: Bool { ending.withLock { $0 == nil } }

  public func signal(_ number: Int32) { if isRunning { kill(id, number) } }

  /// Waits for its end, without keeping a thread.
  @discardableResult
  public func end() async -> End {
    while true {
      if let end = ending.withLock({ $0 }) { return end }
      try? await Task.sleep(for: .milliseconds(10))
    }
  }
}
