/// Where samples come from: a file, or raw samples of a stream.
public enum SoundSource {
  case file(SoundFile)
  case raw(RawPCM)

  public var rateHz: Int {
    switch self {
    case .file(let file): file.rateHz
    case .raw(let raw): raw.rateHz
    }
  }

  /// Frames that the source states, nil where it does not say.
  public var frames: Int64? {
    switch self {
    case .file(let file): file.frames
    case .raw: nil
    }
  }

  /// The next mono samples.
  /// - Returns: How many came, 0 at the end.
  public func read(into output: UnsafeMutableBufferPointer<Int16>) throws(SoundError) -> Int {
    switch self {
    case .file(let file): try file.read(into: output)
    case .raw(let raw): try raw.read(into: output)
    }
  }
}
