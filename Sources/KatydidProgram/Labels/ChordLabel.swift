/// A chord in the syntax of Harte, Sandler, Abdallah, Gómez, "Symbolic representation of musical chords", 2005: a root, and its
/// quality after a colon (`F#:min`; without one it is major), or `N` where there is no chord.
struct ChordLabel {
  /// How musicians write each quality after the root. Any other is shown as it is.
  static let qualities = [
    ("maj", ""), ("min", "m"), ("7", "7"), ("maj7", "maj7"), ("min7", "m7"), ("dim", "°"),
    ("aug", "+"), ("sus2", "sus2"), ("sus4", "sus4"), ("hdim7", "ø"), ("dim7", "°7"),
  ]
  private static let flatRoots = [
    "C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B",
  ]
  /// Semitones above C of A to G.
  private static let letters = [9, 11, 0, 2, 4, 5, 7]

  /// A letter and its accidentals; nil where there is no chord.
  private let root: String?
  private let quality: String

  /// - Returns: nil for a label that is no chord of this syntax.
  init?(_ label: String) {
    guard !label.matches("N") else {
      (root, quality) = (nil, "")
      return
    }
    let parts = label.parts(separator: ":", most: 2)
    guard let letter = parts[0].utf8.first,
      (UInt8(ascii: "A")...UInt8(ascii: "G")).contains(letter),
      parts[0].bytes.dropFirst().allSatisfy({ $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "b") }),
      parts.count == 1 || !parts[1].isEmpty
    else { return nil }
    root = parts[0]
    quality = parts.count == 1 ? "maj" : parts[1]
  }

  private init(root: String?, quality: String) {
    self.root = root
    self.quality = quality
  }

  /// The same chord with a flat where it had a sharp.
  var withFlats: ChordLabel {
    guard let root, let letter = root.utf8.first else { return self }
    var pitchClass = ChordLabel.letters[Int(letter - UInt8(ascii: "A"))]
    for accidental in root.bytes.dropFirst() {
      pitchClass += accidental == UInt8(ascii: "#") ? 1 : 11
    }
    return ChordLabel(root: ChordLabel.flatRoots[pitchClass % 12], quality: quality)
  }

  /// As other programs read it.
  var harte: String {
    guard let root else { return "N" }
    return "\(root):\(quality)"
  }

  /// As musicians write it: `C`, `F♯m`, `B♭maj7`; `N.C.`, no chord.
  var written: String {
    guard let root else { return "N.C." }
    for (quality, text) in ChordLabel.qualities where quality.matches(self.quality) {
      return ChordLabel.withSigns(root) + text
    }
    return harte
  }

  private static func withSigns(_ root: String) -> String {
    var result = ""
    for byte in root.utf8 {
      switch byte {
      case UInt8(ascii: "#"): result += "♯"
      case UInt8(ascii: "b"): result += "♭"
      default: result.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return result
  }
}
