import Foundation

/// A C file of the tests as a library to be loaded before a program.
///
/// It is built once a process; the folder goes with the process's temporary files.
public final class SharedLibrary: Sendable {
  /// Where it is, for LD_PRELOAD.
  public let path: String
  private nonisolated(unsafe) let folder: TemporaryFolder

  /// - Parameters:
  ///   - source: Within `Tests`.
  ///   - libraries: That it calls, so that it gets their newest versions of functions.
  public init(_ source: String, libraries: [String] = []) throws {
    folder = try TemporaryFolder()
    path = folder.path("preloaded.so")
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/env")
    compiler.arguments =
      ["clang", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", path]
      + [repository.appending(path: "Tests/\(source)").path, "-ldl"] + libraries.map { "-l\($0)" }
    try compiler.run()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else { throw SharedLibraryError(source: source) }
  }
}

public struct SharedLibraryError: Error {
  let source: String
}
