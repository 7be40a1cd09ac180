/// What the classes of a model are called. Chords have two names, and may be spelled with flats.
final class LabelNames {
  /// For other programs: as the model has them.
  let plain: [String]
  /// For people: chords as musicians write them.
  let shown: [String]
  /// Whether the roots of chords have flats instead of sharps.
  let withFlats: Bool

  init(_ model: Model, withFlats: Bool = false) {
    self.withFlats = withFlats
    guard model.tracks else {
      (plain, shown) = (model.labels, model.labels)
      return
    }
    var (plain, shown): ([String], [String]) = ([], [])
    for label in model.labels {
      guard let chord = ChordLabel(label) else {
        plain.append(label)
        shown.append(label)
        continue
      }
      plain.append(withFlats ? chord.withFlats.harte : label)
      shown.append(withFlats ? chord.withFlats.written : chord.written)
    }
    (self.plain, self.shown) = (plain, shown)
  }
}
