/// Why a sound could not be recorded, or not to its end.
public enum RecordingError: Error {
  /// The name of the file ends with no known suffix.
  case unknownSuffix
  case isDirectory
  /// The operating system refuses to make the file.
  case cannotCreate(errno: Int32)
  /// This libsndfile cannot write such a file; its error number.
  case unsupported(code: Int32)
  /// The file cannot be written further; the operating system's error number, 0 if it did not complain, and libsndfile's.
  case cannotWrite(errno: Int32, code: Int32)
  /// The finished file cannot take its name. It is there under another.
  case cannotRename(errno: Int32, unfinished: String)

  /// Whether another command line would help.
  public var isWrongUsage: Bool {
    switch self {
    case .unknownSuffix, .isDirectory, .cannotCreate: true
    default: false
    }
  }

  /// What is wrong and what to do about it, for a message of the form "FILE: …".
  public var explanation: String {
    switch self {
    case .unknownSuffix: "cannot tell the format; give a name that ends with .flac, .wav or .ogg"
    case .isDirectory: "is a folder; give the name of a file in it"
    case .cannotCreate(let errno):
      "cannot make a file there: \(systemText(errno)); check the folder and its permissions"
    case .unsupported(let code):
      "libsndfile cannot write this (\(libraryText(code))); take .wav"
    case .cannotWrite(let errno, let code):
      "cannot be written further (\(errno == 0 ? libraryText(code) : systemText(errno))): what was recorded so far is kept; make room on the disk"
    case .cannotRename(let errno, let unfinished):
      "cannot take this name: \(systemText(errno)); the recording is \(unfinished)"
    }
  }
}
