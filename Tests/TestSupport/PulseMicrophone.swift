import Foundation

/// A microphone at true speed without a sound card: a PulseAudio server of its own whose null sink's monitor is the ALSA
/// device "mic". What is played is what it hears.
public final class PulseMicrophone {
  private let folder: TemporaryFolder
  private let rateHz: Int
  private let channels: Int
  private var server: ChildProcess?

  private static let programs = ["pulseaudio", "paplay", "pactl"]

  /// Whether it can be had on this machine.
  public static var isAvailable: Bool {
    let plugIn = ["/usr/lib", "/usr/lib64"].contains { folder in
      let folders = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return (folders.map { "\(folder)/\($0)" } + [folder]).contains {
        FileManager.default.fileExists(atPath: "\($0)/alsa-lib/libasound_module_pcm_pulse.so")
      }
    }
    let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    return plugIn
      && programs.allSatisfy { name in
        paths.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
      }
  }

  /// What a program gets in its environment, so that the device "mic" is there.
  public var environment: [String: String] {
    [
      "ALSA_CONFIG_PATH": folder.path("asound.conf"), "HOME": folder.path("home"),
      "XDG_RUNTIME_DIR": folder.path("run"), "PULSE_SERVER": "unix:\(folder.path("socket"))",
      "PULSE_COOKIE": folder.path("cookie"), "PATH": "/usr/bin:/bin",
    ]
  }

  /// Starts the server.
  public init(rateHz: Int = 48_000, channels: Int = 2) async throws {
    folder = try TemporaryFolder()
    self.rateHz = rateHz
    self.channels = channels
    for name in ["home", "run"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
    let configuration = """
      </usr/share/alsa/alsa.conf>
      pcm.mic {
        type pulse
        server "unix:\(folder.path("socket"))"
        device "spk.monitor"
      }

      """
    try configuration.write(
      toFile: folder.path("asound.conf"), atomically: true, encoding: .utf8)
    try await startServer()
  }

  deinit { stopServer() }

  public func startServer() async throws {
    try? FileManager.default.removeItem(atPath: folder.path("socket"))
    server = try start(
      "pulseaudio",
      [
        "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes",
        "--realtime=no", "--high-priority=no",
        "-L", "module-native-protocol-unix socket=\(folder.path("socket")) auth-anonymous=1",
        "-L", "module-null-sink sink_name=spk rate=\(rateHz) channels=\(channels) format=s16le",
      ])
    for _ in 0..<200 {
      let asking = try start("pactl", ["info"])
      if await asking.end().status == 0 { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw MicrophoneError(text: "the PulseAudio server does not answer")
  }

  /// Kills the server, as a crash does.
  public func stopServer() {
    server?.signal(SIGKILL)
    server = nil
  }

  /// Plays a sound file to its end.
  public func play(_ path: String) async throws {
    let player = try start("paplay", ["--device=spk", path])
    guard await player.end().status == 0 else { throw MicrophoneError(text: "paplay failed") }
  }

  private func start(_ program: String, _ arguments: [String]) throws -> ChildProcess {
    try ChildProcess(program, arguments, environment: environment)
  }
}

public struct MicrophoneError: Error {
  let text: String
}
