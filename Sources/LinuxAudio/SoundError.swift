import CPlatform
import CSndFile

/// Why a sound could not be read, or not to its end.
public enum SoundError: Error {
  /// The operating system refuses to open the file.
  case cannotOpen(errno: Int32)
  case isDirectory
  /// libsndfile does not understand the file; its error number.
  case notASound(code: Int32)
  case noSamples
  case unsupportedRate(hz: Int)
  /// libsndfile fails in the middle of the file; its error number.
  case damaged(code: Int32)
  /// The file ends before the sound that it states.
  case endsEarly
  /// The operating system fails in the middle of the stream.
  case cannotRead(errno: Int32)
  /// Raw samples end in the middle of a frame, after so many of its bytes.
  case partialFrame(bytes: Int, frameBytes: Int)

  /// Whether there is no file to read, as opposed to one that is no sound.
  public var isMissingFile: Bool {
    switch self {
    case .cannotOpen, .isDirectory: true
    default: false
    }
  }

  /// What is wrong and what to do about it, for a message of the form "FILE: …".
  public var explanation: String {
    switch self {
    case .cannotOpen(let errno):
      "cannot open: \(systemText(errno)); check the path and its permissions"
    case .isDirectory: "is a folder; give the sound files in it"
    case .notASound(let code):
      "not a sound file that libsndfile reads (\(libraryText(code))); convert it to WAV or FLAC"
    case .noSamples: "has no samples; record it again"
    case .unsupportedRate(let hz):
      "has a sample rate of \(hz) Hz; convert it to one of 8, 11.025, 16, 22.05, 32, 44.1, 48, 96 kHz"
    case .damaged(let code):
      "is damaged (\(libraryText(code))): what comes after is not heard; copy the file again"
    case .endsEarly: "ends before the sound that it states; copy the file again"
    case .cannotRead(let errno): "cannot be read: \(systemText(errno)); check the device"
    case .partialFrame(let bytes, let frameBytes):
      "ends with \(bytes) of the \(frameBytes) bytes of a frame; check --sample-format and --channels"
    }
  }
}

/// What the operating system says of an error number.
func systemText(_ errno: Int32) -> String { String(cString: platform_error_text(errno)) }

/// libsndfile's own words, without their full stop.
func libraryText(_ code: Int32) -> String {
  var text = Array(String(cString: sf_error_number(code)).utf8)
  while let last = text.last, last == UInt8(ascii: ".") || last == UInt8(ascii: " ") {
    text.removeLast()
  }
  return String(decoding: text, as: UTF8.self)
}
