import CPlatform
import CSndFile

/// Records mono Int16 samples into a file whose name says the format: `.flac`, `.wav` or `.ogg` (Vorbis).
///
/// They go into `.NAME.unfinished` beside it, which takes the name when the recording is finished: what had that name
/// stays whole until then. WAV beyond 4 GiB becomes RF64 (EBU Tech 3306). After a power cut the unfinished file has all
/// but the last seconds. Writing allocates nothing here; encoders of compressed files may.
public final class SoundWriter {
  private static let blockFrames = 4096
  /// How often the length in the header of a WAV file is brought up to date.
  private static let headerSeconds = 5

  /// Frames recorded so far.
  public private(set) var frames: Int64 = 0

  private let path: String
  private let unfinishedPath: String
  private let format: RecordingFormat
  private let headerFrames: Int64
  private let silence: UnsafeMutableBufferPointer<Int16>
  /// Until it is finished.
  private var handle: OpaquePointer?

  /// Begins a recording.
  /// - Throws: Every `RecordingError` but those of writing and renaming; then there is no file.
  public init(path: String, rateHz: Int) throws(RecordingError) {
    guard let format = RecordingFormat(path: path) else { throw .unknownSuffix }
    guard !platform_names_directory(path) else { throw .isDirectory }
    let unfinishedPath = SoundWriter.unfinishedPath(of: path)
    let descriptor = platform_create(unfinishedPath)
    guard descriptor >= 0 else { throw .cannotCreate(errno: -descriptor) }
    var information = SF_INFO()
    information.samplerate = Int32(rateHz)
    information.channels = 1
    information.format = format.code
    platform_clear_error()
    // The library closes the descriptor, also if it fails.
    guard let handle = sf_open_fd(descriptor, Int32(SFM_WRITE), &information, Int32(SF_TRUE)) else {
      let errno = platform_last_error()
      platform_remove(unfinishedPath)
      throw errno == 0 ? .unsupported(code: sf_error(nil)) : .cannotCreate(errno: errno)
    }
    if format == .wav {
      // RF64 only where RIFF cannot hold the length.
      _ = sf_command(handle, Int32(SFC_RF64_AUTO_DOWNGRADE), nil, Int32(SF_TRUE))
    }
    self.path = path
    self.unfinishedPath = unfinishedPath
    self.format = format
    self.handle = handle
    headerFrames = Int64(rateHz * SoundWriter.headerSeconds)
    silence = .allocate(capacity: SoundWriter.blockFrames)
    silence.initialize(repeating: 0)
  }

  deinit {
    // Who does not finish it has already failed otherwise; what there is stays unfinished.
    if let handle { sf_close(handle) }
    if frames == 0 { platform_remove(unfinishedPath) }
    silence.deallocate()
  }

  /// Records samples.
  /// - Throws: `.cannotWrite` once, such as when the disk is full. The recording is then finished with what it has (FLAC
  ///   perhaps with a part of a frame at the end), and what comes later is let go.
  public func write(_ samples: UnsafeBufferPointer<Int16>) throws(RecordingError) {
    var rest = samples
    while let handle, !rest.isEmpty {
      let count = min(rest.count, SoundWriter.blockFrames)
      platform_clear_error()
      let written = sf_writef_short(handle, rest.baseAddress, Int64(count))
      let before = frames
      frames += max(written, 0)
      guard written == count else {
        let (errno, code) = (platform_last_error(), sf_error(handle))
        // That this fails too is no news.
        do throws(RecordingError) { try finish() } catch .cannotWrite {}
        throw .cannotWrite(errno: errno, code: code)
      }
      if format == .wav, before / headerFrames != frames / headerFrames {
        _ = sf_command(handle, Int32(SFC_UPDATE_HEADER_NOW), nil, 0)
      }
      rest = UnsafeBufferPointer(rebasing: rest[count...])
    }
  }

  /// Records silence in place of what was lost. Takes time for long gaps: an hour of FLAC some seconds.
  /// - Throws: As `write`.
  public func writeSilence(frames: Int64) throws(RecordingError) {
    var rest = frames
    while rest > 0 {
      let count = Int(min(rest, Int64(silence.count)))
      try write(UnsafeBufferPointer(rebasing: silence[..<count]))
      rest -= Int64(count)
    }
  }

  /// Ends the recording and gives the file its name. Without any sound there is no file.
  /// - Throws: `.cannotWrite`, then it has its name all the same; `.cannotRename`.
  public func finish() throws(RecordingError) {
    guard let handle else { return }
    self.handle = nil
    platform_clear_error()
    let code = sf_close(handle)
    let closeError = platform_last_error()
    guard frames > 0 else { return platform_remove(unfinishedPath) }
    let error = platform_rename(unfinishedPath, path)
    guard error == 0 else { throw .cannotRename(errno: error, unfinished: unfinishedPath) }
    guard code == 0 else { throw .cannotWrite(errno: closeError, code: code) }
  }

  /// `folder/.NAME.unfinished`
  private static func unfinishedPath(of path: String) -> String {
    let bytes = Array(path.utf8)
    let folderEnd = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let folder = String(decoding: bytes[..<folderEnd], as: UTF8.self)
    return "\(folder).\(String(decoding: bytes[folderEnd...], as: UTF8.self)).unfinished"
  }
}

/// Formats that can be recorded.
private enum RecordingFormat: CaseIterable {
  case flac, wav, ogg

  /// By the suffix of the file's name, in small or capital letters; nil for any other.
  init?(path: String) {
    let small = String(decoding: path.utf8Bytes.map { $0 | 0x20 }, as: UTF8.self)
    for format in RecordingFormat.allCases {
      if small.holds(format.suffix, atByte: small.utf8.count - format.suffix.utf8.count) {
        self = format
        return
      }
    }
    return nil
  }

  private var suffix: String {
    switch self {
    case .flac: ".flac"
    case .wav: ".wav"
    case .ogg: ".ogg"
    }
  }

  /// libsndfile's.
  var code: Int32 {
    switch self {
    case .flac: Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
    case .wav: Int32(SF_FORMAT_RF64 | SF_FORMAT_PCM_16)
    case .ogg: Int32(SF_FORMAT_OGG | SF_FORMAT_VORBIS)
    }
  }
}
