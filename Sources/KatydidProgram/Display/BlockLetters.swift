/// Letters five lines tall, of block and half block characters: what the names of chords are made of.
enum BlockLetters {
  static let lineCount = 5

  /// The lines of a text, all of the same width.
  /// - Returns: nil if a letter is not among those here.
  static func lines(of text: String) -> [String]? {
    var lines = [String](repeating: "", count: lineCount)
    for scalar in text.unicodeScalars {
      guard let letter = letters.first(where: { $0.scalar == scalar }) else { return nil }
      for (line, part) in letter.lines.lines.enumerated() {
        if !lines[line].utf8.isEmpty { lines[line] += " " }
        lines[line] += part
      }
    }
    return lines
  }

  private static let letters: [(scalar: Unicode.Scalar, lines: String)] = [
    ("A", "▄█████▄\n██   ██\n███████\n██   ██\n██   ██"),
    ("B", "██████▄\n██   ██\n██████▄\n██   ██\n██████▀"),
    ("C", "▄█████▄\n██   ▀▀\n██     \n██   ▄▄\n▀█████▀"),
    ("D", "██████▄\n██   ██\n██   ██\n██   ██\n██████▀"),
    ("E", "███████\n██     \n█████  \n██     \n███████"),
    ("F", "███████\n██     \n█████  \n██     \n██     "),
    ("G", "▄█████▄\n██     \n██  ▄▄▄\n██   ██\n▀█████▀"),
    ("N", "██▄  ██\n███▄ ██\n██▀█▄██\n██ ▀███\n██  ▀██"),
    ("♯", " ██ ██ \n███████\n ██ ██ \n███████\n ██ ██ "),
    ("♭", "██   \n██▄▄ \n██▀██\n██ ██\n███▀ "),
    ("m", "        \n████▄██▄\n██ ██ ██\n██ ██ ██\n██ ██ ██"),
    ("a", "      \n▀▀▀▀█▄\n▄▄▄▄██\n██  ██\n▀██▀██"),
    ("j", "   ██\n   ▄▄\n   ██\n██ ██\n▀███▀"),
    ("s", "      \n▄█████\n▀█▄▄▄ \n  ▀▀█▄\n█████▀"),
    ("u", "      \n██  ██\n██  ██\n██  ██\n▀█████"),
    ("2", "▄█████▄\n▀▀   ██\n ▄▄███▀\n██▀    \n███████"),
    ("4", "██   ██\n██   ██\n▀██████\n     ██\n     ██"),
    ("7", "███████\n    ▄██\n   ▄██▀\n  ▄██▀ \n  ██▀  "),
    ("°", "▄███▄\n██ ██\n▀███▀\n     \n     "),
    ("ø", "     ▄▀\n▄███▀█▄\n██ █ ██\n▀█▄███▀\n▄▀     "),
    ("+", "      \n  ██  \n██████\n  ██  \n      "),
    (".", "  \n  \n  \n  \n██"),
  ]
}
