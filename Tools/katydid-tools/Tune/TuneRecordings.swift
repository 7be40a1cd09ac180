import Foundation
import Katydid

/// A user's recordings: those of words of a model, and those without.
struct TuneRecordings {
  struct Positive: Equatable {
    var path: String
    /// Of the word among the labels that may be events.
    var word: Int
  }

  private(set) var positives: [Positive] = []
  /// Paths.
  private(set) var negatives: [String] = []

  /// - Parameters:
  ///   - arguments: Sound files, folders with all the folders in them, and manifests (`.csv`). The word of a sound file is its
  ///     folder's name.
  ///   - split: What to take of the manifests, nil for all.
  /// - Throws: `Failure` if there is nothing at a path, for a bad manifest, and if no recording is of a word of the model.
  init(_ arguments: [String], split: String?, _ classes: EventClasses) throws(Failure) {
    for argument in arguments {
      if argument.lowercased().hasSuffix(".csv") {
        var manifest = try Manifest(path: argument)
        if let split { try manifest.select(split: split) }
        for clip in manifest.clips { add(clip.path, label: clip.label, classes) }
      } else {
        for path in try SoundFolder.files(at: argument, option: "tune") {
          let folder = URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
          add(path, label: folder, classes)
        }
      }
    }
    guard !positives.isEmpty else {
      throw Failure(
        .badData, "no recording is of a word of the model",
        remedy: "put recordings of a word into a folder of its name, one of: "
          + classes.eventLabels.joined(separator: ", "))
    }
  }

  private mutating func add(_ path: String, label: String, _ classes: EventClasses) {
    let word = classes.row(ofLabel: label)
    if word < classes.eventLabels.count {
      positives.append(Positive(path: path, word: word))
    } else {
      negatives.append(path)
    }
  }
}
