// Strings by their bytes: comparing them as Unicode text would pull the tables of normalisation into the program.

extension String {
  /// Whether both have the same bytes.
  func matches(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  func begins(with prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  func ends(with suffix: String) -> Bool {
    utf8.count >= suffix.utf8.count
      && utf8.dropFirst(utf8.count - suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// Columns on a terminal, one for each Unicode scalar.
  var columns: Int { utf8.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }

  /// The bytes of the string from UTF-8; what is no UTF-8 becomes U+FFFD.
  init(_ bytes: UnsafeRawBufferPointer) { self.init(decoding: bytes, as: UTF8.self) }

  /// The texts between these bytes, empty ones too; at most so many, the last of which holds the rest.
  func parts(separator: Unicode.Scalar, most: Int = .max) -> [String] {
    utf8.split(
      separator: UInt8(ascii: separator), maxSplits: most - 1, omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
  }

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
