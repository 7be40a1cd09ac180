import CSndFile
import Foundation

/// The checkout.
public let repository = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// A container and a way to write samples that libsndfile knows.
public struct SoundKind: Sendable, CustomStringConvertible {
  public let name: String
  let format: Int32
  /// Whether 16-bit samples come out as they went in.
  public let isLossless: Bool

  fileprivate var hasFloats: Bool {
    let subtype = Int(format) & SF_FORMAT_SUBMASK
    return subtype == SF_FORMAT_FLOAT || subtype == SF_FORMAT_DOUBLE
  }

  public var description: String { name }

  init(_ name: String, _ major: Int, _ subtype: Int, isLossless: Bool = true) {
    self.name = name
    format = Int32(major | subtype)
    self.isLossless = isLossless
  }

  public static let wav = SoundKind("16.wav", SF_FORMAT_WAV, SF_FORMAT_PCM_16)
  public static let flac = SoundKind("16.flac", SF_FORMAT_FLAC, SF_FORMAT_PCM_16)
  public static let all = [
    wav, flac,
    SoundKind("8.wav", SF_FORMAT_WAV, SF_FORMAT_PCM_U8, isLossless: false),
    SoundKind("24.wav", SF_FORMAT_WAV, SF_FORMAT_PCM_24),
    SoundKind("32.wav", SF_FORMAT_WAV, SF_FORMAT_PCM_32),
    SoundKind("float.wav", SF_FORMAT_WAV, SF_FORMAT_FLOAT),
    SoundKind("double.wav", SF_FORMAT_WAV, SF_FORMAT_DOUBLE),
    SoundKind("24.flac", SF_FORMAT_FLAC, SF_FORMAT_PCM_24),
    SoundKind("16.aiff", SF_FORMAT_AIFF, SF_FORMAT_PCM_16),
    SoundKind("16.au", SF_FORMAT_AU, SF_FORMAT_PCM_16),
    SoundKind("vorbis.ogg", SF_FORMAT_OGG, SF_FORMAT_VORBIS, isLossless: false),
    SoundKind("opus.ogg", SF_FORMAT_OGG, SF_FORMAT_OPUS, isLossless: false),
    SoundKind("layer3.mp3", SF_FORMAT_MPEG, SF_FORMAT_MPEG_LAYER_III, isLossless: false),
  ]

  /// Whether this libsndfile can write it at 16 kHz.
  public var isWritable: Bool {
    var information = SF_INFO(
      frames: 0, samplerate: 16_000, channels: 1, format: format, sections: 0, seekable: 0)
    return sf_format_check(&information) != 0
  }
}

/// Writes interleaved samples.
public func writeSound(
  _ samples: [Int16], to path: String, rateHz: Int = 16_000, channels: Int = 1,
  kind: SoundKind = .wav
) throws {
  var information = SF_INFO(
    frames: 0, samplerate: Int32(rateHz), channels: Int32(channels), format: kind.format,
    sections: 0, seekable: 0)
  let file = sf_open(path, Int32(SFM_WRITE), &information)
  defer { sf_close(file) }
  let frames = sf_count_t(samples.count / channels)
  // Shorts are not scaled on their way into files of floats.
  let written =
    kind.hasFloats
    ? sf_writef_float(file, samples.map { Float($0) / 32_768 }, frames)
    : sf_writef_short(file, samples, frames)
  guard file != nil, written == frames else {
    throw SoundWriteError(text: String(cString: sf_strerror(file)))
  }
}

/// Writes interleaved samples as they are in Float, full scale ±1.
public func writeFloatSound(_ samples: [Float], to path: String, channels: Int) throws {
  var information = SF_INFO(
    frames: 0, samplerate: 16_000, channels: Int32(channels),
    format: Int32(SF_FORMAT_WAV | SF_FORMAT_FLOAT), sections: 0, seekable: 0)
  let file = sf_open(path, Int32(SFM_WRITE), &information)
  defer { sf_close(file) }
  let frames = sf_count_t(samples.count / channels)
  guard let file, sf_writef_float(file, samples, frames) == frames else {
    throw SoundWriteError(text: String(cString: sf_strerror(file)))
  }
}

public struct SoundWriteError: Error {
  let text: String
}

/// The 16-bit samples of a file with one channel.
public func readSound(_ path: String) throws -> [Int16] {
  var information = SF_INFO()
  guard let file = sf_open(path, Int32(SFM_READ), &information) else {
    throw SoundReadError(path: path)
  }
  defer { sf_close(file) }
  var samples = [Int16](repeating: 0, count: Int(information.frames))
  guard information.channels == 1,
    sf_readf_short(file, &samples, information.frames) == information.frames
  else { throw SoundReadError(path: path) }
  return samples
}

public struct SoundReadError: Error {
  let path: String
}

/// The 16-bit samples of one of the WAV files among the golden vectors, whose header has 44 bytes.
public func goldenSamples(_ name: String) throws -> [Int16] {
  let url = repository.appending(path: "Tests/Golden/frontend/\(name)")
  let bytes = [UInt8](try Data(contentsOf: url).dropFirst(44))
  return stride(from: 0, to: bytes.count - 1, by: 2).map { index in
    Int16(bitPattern: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8)
  }
}
