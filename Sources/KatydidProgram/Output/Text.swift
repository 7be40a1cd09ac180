#if hasFeature(Embedded)
  import LinuxAudioEmbedded
#else
  import LinuxAudio
#endif

extension String {
  /// Its UTF-8.
  var bytes: [UInt8] { utf8Bytes }

  /// The texts between these bytes, empty ones too; at most so many, the last of which holds the rest.
  func parts(separator: Unicode.Scalar, most: Int = .max) -> [String] {
    pieces(separator: separator, most: most)
  }

  /// Whether both have the same bytes.
  func matches(_ other: String) -> Bool {
    utf8.count == other.utf8.count && holds(other, atByte: 0)
  }

  func begins(with prefix: String) -> Bool { holds(prefix, atByte: 0) }

  func ends(with suffix: String) -> Bool {
    holds(suffix, atByte: utf8.count - suffix.utf8.count)
  }

  /// Columns on a terminal, one for each Unicode scalar.
  var columns: Int { utf8.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }

  /// The bytes of the string from UTF-8; what is no UTF-8 becomes U+FFFD.
  init(_ bytes: UnsafeRawBufferPointer) { self.init(decoding: bytes, as: UTF8.self) }

  /// The texts between line feeds.
  var lines: [String] { parts(separator: "\n") }

  var words: [String] { parts(separator: " ").filter { !$0.isEmpty } }
}

/// A text from outside without what would steer the terminal.
func printable(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    result.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
  }
  return result
}
