/// Letters five lines tall, of block and half block characters: what the names of chords are made of.
enum BlockLetters {
  static let lineCount = 5

  /// The lines of a text, all of the same width.
  /// - Returns: nil if a letter is not among those here.
  static func lines(of text: String) -> [String]? {
    var lines = [String](repeating: "", count: lineCount)
    for scalar in text.unicodeScalars {
      guard let letter = letters.first(where: { $0.scalar == scalar }) else { return nil }
      for line in 0..<lineCount {
        if !lines[line].utf8.isEmpty { lines[line] += " " }
        lines[line] += letter.lines[line]
      }
    }
    return lines
  }

  private static let letters: [(scalar: Unicode.Scalar, lines: [String])] = [
    ("A", ["▄█████▄", "██   ██", "███████", "██   ██", "██   ██"]),
    ("B", ["██████▄", "██   ██", "██████▄", "██   ██", "██████▀"]),
    ("C", ["▄█████▄", "██   ▀▀", "██     ", "██   ▄▄", "▀█████▀"]),
    ("D", ["██████▄", "██   ██", "██   ██", "██   ██", "██████▀"]),
    ("E", ["███████", "██     ", "█████  ", "██     ", "███████"]),
    ("F", ["███████", "██     ", "█████  ", "██     ", "██     "]),
    ("G", ["▄█████▄", "██     ", "██  ▄▄▄", "██   ██", "▀█████▀"]),
    ("N", ["██▄  ██", "███▄ ██", "██▀█▄██", "██ ▀███", "██  ▀██"]),
    ("♯", [" ██ ██ ", "███████", " ██ ██ ", "███████", " ██ ██ "]),
    ("♭", ["██   ", "██▄▄ ", "██▀██", "██ ██", "███▀ "]),
    ("m", ["        ", "████▄██▄", "██ ██ ██", "██ ██ ██", "██ ██ ██"]),
    ("a", ["      ", "▀▀▀▀█▄", "▄▄▄▄██", "██  ██", "▀██▀██"]),
    ("j", ["   ██", "   ▄▄", "   ██", "██ ██", "▀███▀"]),
    ("s", ["      ", "▄█████", "▀█▄▄▄ ", "  ▀▀█▄", "█████▀"]),
    ("u", ["      ", "██  ██", "██  ██", "██  ██", "▀█████"]),
    ("2", ["▄█████▄", "▀▀   ██", " ▄▄███▀", "██▀    ", "███████"]),
    ("4", ["██   ██", "██   ██", "▀██████", "     ██", "     ██"]),
    ("7", ["███████", "    ▄██", "   ▄██▀", "  ▄██▀ ", "  ██▀  "]),
    ("°", ["▄███▄", "██ ██", "▀███▀", "     ", "     "]),
    ("ø", ["     ▄▀", "▄███▀█▄", "██ █ ██", "▀█▄███▀", "▄▀     "]),
    ("+", ["      ", "  ██  ", "██████", "  ██  ", "      "]),
    (".", ["  ", "  ", "  ", "  ", "██"]),
  ]
}
