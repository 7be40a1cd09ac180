import CModels

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A validated model, compiled in or read from a file. Its bytes stay as long as the model.
final class Model {
  /// As it was asked for: a built-in name or a path.
  let name: String
  let isBuiltIn: Bool
  let blob: Blob
  /// Keeps the bytes that the blob is made of.
  private let file: FileCopy?

  static let builtInNames = (0..<models_count()).map { String(cString: models_name($0)) }

  /// - Parameter name: A built-in model, or the path of a `.kat` file.
  /// - Throws: status `noInput` if there is no such file, `badData` if it is no model.
  init(named name: String) throws(Failure) {
    self.name = name
    let bytes: UnsafeRawBufferPointer
    if let index = Model.builtInNames.firstIndex(where: { $0.matches(name) }) {
      isBuiltIn = true
      file = nil
      bytes = UnsafeRawBufferPointer(start: models_bytes(index), count: models_size(index))
    } else {
      isBuiltIn = false
      let file = try FileCopy(
        path: name, ifMissing: "no built-in model, and as a file cannot open",
        advice: "give a .kat file or one of: \(joined(Model.builtInNames))")
      bytes = file.bytes
      self.file = file
    }
    do throws(ModelError) { blob = try Blob(validating: bytes) } catch {
      throw Failure(error, file: name)
    }
    // The header may state more than this program takes, for sections that it does not know; not this much more.
    guard blob.arenaBytes - blob.network.arenaBytes <= 1 << 28 else {
      throw Failure(
        .badData,
        "\(printable(name)): states \(blob.arenaBytes) bytes of working memory; pack the model again"
      )
    }
  }

  /// Whether its decision tracks, as that of chords does; else it spots.
  var tracks: Bool { restClass != nil }

  /// The class of a decision that tracks that stands for nothing to name: `N`.
  var restClass: Int? { blob.decision?.restClass }

  /// How often its decision is made.
  var tickMilliseconds: Int { 10 * (blob.frontEnd?.hopsPerTick ?? 1) }

  /// Name of every class, a number where the model has no labels.
  var labels: [String] {
    (0..<blob.network.outputCount).map { index in
      blob.labels.map { String($0[index]) } ?? "class \(index)"
    }
  }

  /// Indices of the classes that can be events, or of those that cannot: `unknown`, `silence`.
  func classes(makingEvents: Bool) -> [Int] {
    (0..<blob.network.outputCount).filter {
      (blob.decision?[$0].makesEvents ?? false) == makingEvents
    }
  }

  /// Where the model comes from: a JSON object, if the writer kept to the format.
  var provenance: String? { blob.provenance.map { String($0) } }
}

/// The texts with commas between them.
func joined(_ texts: [String], separator: String = ", ") -> String {
  var result = ""
  for (index, text) in texts.enumerated() {
    if index > 0 { result += separator }
    result += text
  }
  return result
}
