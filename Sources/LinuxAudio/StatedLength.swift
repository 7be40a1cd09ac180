import CPlatform

extension SoundFile {
  /// Whether a WAV or AIFF file states more samples than it has; libsndfile would read what is there and say nothing.
  ///
  /// Programs that write to a pipe state 0 or close to the largest number: that means unknown. Other files, and what is
  /// not a regular file, are left to libsndfile. An Ogg file that was cut cannot be told from a shorter one.
  static func statesMoreThanItHas(_ descriptor: Int32) -> Bool {
    guard platform_is_regular_file(descriptor) else { return false }
    let fileBytes = platform_file_size(descriptor)
    guard let form = ChunkHeader(descriptor, at: 0) else { return false }
    let isBigEndian: Bool
    let soundName: FourBytes
    if form.name == "RIFF" {
      (isBigEndian, soundName) = (false, "data")
    } else if form.name == "FORM" {
      (isBigEndian, soundName) = (true, "SSND")
    } else {
      return false
    }
    // Chunks follow the form's header and the name of its kind.
    var offset: Int64 = 12
    while let chunk = ChunkHeader(descriptor, at: offset) {
      let size = Int64(isBigEndian ? chunk.size.bigEndian : chunk.size.littleEndian)
      if chunk.name == soundName {
        return size < 0x7FFF_F000 && offset + 8 + size > fileBytes
      }
      // Chunks start at even offsets.
      offset += 8 + size + (size & 1)
    }
    return false
  }
}

/// The name of a chunk.
private struct FourBytes: ExpressibleByStringLiteral, Equatable {
  var bytes: UInt32

  init(bytes: UInt32) { self.bytes = bytes }

  init(stringLiteral name: StaticString) {
    bytes = UnsafeRawPointer(name.utf8Start).loadUnaligned(as: UInt32.self)
  }
}

/// Name and size of a chunk as they lie in the file.
private struct ChunkHeader {
  let name: FourBytes
  /// In the byte order of the file.
  let size: UInt32

  init?(_ descriptor: Int32, at offset: Int64) {
    var words: (UInt32, UInt32) = (0, 0)
    guard platform_read_at(descriptor, &words, 8, offset) == 8 else { return nil }
    name = FourBytes(bytes: words.0)
    size = words.1
  }
}
