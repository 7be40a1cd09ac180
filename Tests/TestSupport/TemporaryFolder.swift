import Foundation

/// A folder that goes with its owner.
public final class TemporaryFolder {
  private let url: URL

  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "katydid-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  public func path(_ name: String) -> String { url.appending(path: name).path }

  /// The path of a new file with this content.
  public func write(_ content: some Sequence<UInt8>, to name: String) throws -> String {
    try Data(content).write(to: url.appending(path: name))
    return path(name)
  }
}
