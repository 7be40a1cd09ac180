import Testing

@testable import KatydidProgram

/// Chords as other programs and as musicians write them.
@Suite struct ChordLabelTests {
  @Test(arguments: [
    ("C:maj", "C"), ("F#:min", "F♯m"), ("Bb:min", "B♭m"), ("G:7", "G7"), ("D:maj7", "Dmaj7"),
    ("E:min7", "Em7"), ("B:dim", "B°"), ("C:aug", "C+"), ("A:sus2", "Asus2"), ("A:sus4", "Asus4"),
    ("F:hdim7", "Fø"), ("G#:dim7", "G♯°7"), ("N", "N.C."), ("C", "C"), ("Cbb:min", "C♭♭m"),
    ("C:min9", "C:min9"), ("C:maj/3", "C:maj/3"),
  ])
  func `as musicians write them`(label: String, written: String) throws {
    #expect(try #require(ChordLabel(label)).written == written)
  }

  @Test(arguments: [
    ("C:maj", "C:maj"), ("C#:maj", "Db:maj"), ("D:min", "D:min"), ("D#:min", "Eb:min"),
    ("F#:7", "Gb:7"), ("G#:dim", "Ab:dim"), ("A#:maj7", "Bb:maj7"), ("E#:min", "F:min"),
    ("B#:maj", "C:maj"), ("Cb:maj", "B:maj"), ("F##:maj", "G:maj"), ("Eb:maj", "Eb:maj"),
    ("C#", "Db:maj"), ("F#:min/b3", "Gb:min/b3"), ("N", "N"),
  ])
  func `with flats`(label: String, flat: String) throws {
    #expect(try #require(ChordLabel(label)).withFlats.harte == flat)
  }

  @Test(arguments: [
    "", "H:maj", "c:maj", "left", "NC", "n", "C:", ":maj", "C#m", "C♯:min", "Am", "X",
  ])
  func `what is no chord`(label: String) {
    #expect(ChordLabel(label) == nil)
  }

  @Test func `names of a model's classes`() throws {
    let model = try Model(named: sinesModel)
    #expect(LabelNames(model).plain.prefix(4) == ["N", "C:maj", "C:min", "C#:maj"])
    #expect(LabelNames(model).shown.prefix(4) == ["N.C.", "C", "Cm", "C♯"])
    #expect(
      LabelNames(model, withFlats: true).plain.prefix(4) == ["N", "C:maj", "C:min", "Db:maj"])
    #expect(LabelNames(model, withFlats: true).shown.prefix(4) == ["N.C.", "C", "Cm", "D♭"])
    // Words are not chords, not even a word called N.
    let words = try Model(named: randomModel)
    #expect(LabelNames(words).shown == words.labels)
  }
}
