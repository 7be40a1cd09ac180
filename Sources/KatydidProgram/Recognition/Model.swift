import CModels
import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A validated model, compiled in or read from a file. Its bytes stay as long as the model.
struct Model {
  /// As it was asked for: a built-in name or a path.
  let name: String
  let isBuiltIn: Bool
  let blob: Blob
  /// Keeps the bytes that the blob is made of.
  private let file: ModelFile?

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
      let file = try ModelFile(path: name)
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

/// A copy of a file in memory: whoever writes the file anew while it is used must not change what runs.
private final class ModelFile {
  let bytes: UnsafeRawBufferPointer

  /// - Throws: status `noInput`.
  init(path: String) throws(Failure) {
    let descriptor = path.withCString { platform_open($0) }
    guard descriptor >= 0 else {
      let reason = String(cString: platform_error_text(-descriptor))
      throw Failure(
        .noInput,
        "\(printable(path)): no built-in model, and as a file cannot open: \(reason); give a .kat file or one of: \(joined(Model.builtInNames))"
      )
    }
    defer { platform_close(descriptor) }
    guard platform_is_regular_file(descriptor) else {
      throw Failure(
        .noInput, "\(printable(path)): not a regular file; give the path of a .kat file")
    }
    var size = 0
    var error: Int32 = 0
    let copy = platform_copy_file(descriptor, &size, &error)
    guard error == 0 else {
      let reason = String(cString: platform_error_text(error))
      throw Failure(
        .noInput, "\(printable(path)): cannot read: \(reason); check the file system")
    }
    bytes = UnsafeRawBufferPointer(start: copy, count: size)
  }

  deinit { platform_free(UnsafeMutableRawPointer(mutating: bytes.baseAddress)) }
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
