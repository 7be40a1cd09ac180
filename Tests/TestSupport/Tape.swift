import Foundation

/// A microphone for libasound that hears a file: ALSA's file plug-in over its null device. It has no clock, and gives
/// samples as fast as they are read.
public final class Tape {
  private let folder: TemporaryFolder

  /// What a program gets in its environment, so that the device "tape" is there and nothing else of this machine.
  public var environment: [String: String] { ["ALSA_CONFIG_PATH": folder.path("asound.conf")] }

  /// - Parameter bytes: Samples as the program will ask for them; the plug-in has no header to know better.
  public init(_ bytes: Data) throws {
    folder = try TemporaryFolder()
    try bytes.write(to: URL(filePath: folder.path("tape.raw")))
    try Tape.configuration(soundPath: folder.path("tape.raw")).write(
      toFile: folder.path("asound.conf"), atomically: true, encoding: .utf8)
  }

  /// 16 bits, one channel, with silence for a minute behind: at its end the plug-in would repeat what it read last.
  public convenience init(_ samples: [Int16]) throws {
    let all = samples + [Int16](repeating: 0, count: 60 * 16_000)
    try self.init(all.withUnsafeBytes { Data($0) })
  }

  static func configuration(soundPath: String) -> String {
    """
    </usr/share/alsa/alsa.conf>
    pcm.tape {
      type file
      slave.pcm "null"
      file "/dev/null"
      infile "\(soundPath)"
      format "raw"
    }

    """
  }
}
