import CModels
import Katydid

/// A validated model and the memory that it lies in.
final class LoadedModel {
  let path: String
  /// Lives as long as this object.
  let blob: Blob
  private let memory: AnyObject?

  static let builtInNames = (0..<models_count()).map { String(cString: models_name($0)) }

  /// - Parameter name: A built-in model, or the path of a `.kat` file.
  convenience init(named name: String) throws(Failure) {
    guard let index = LoadedModel.builtInNames.firstIndex(of: name) else {
      do throws(Failure) { try self.init(path: name) } catch {
        guard error.status == .noInput else { throw error }
        var failure = error
        failure.remedy =
          "give the path of a .kat file, or a built-in model: "
          + LoadedModel.builtInNames.joined(separator: ", ")
        throw failure
      }
      return
    }
    let bytes = UnsafeRawBufferPointer(start: models_bytes(index), count: models_size(index))
    try self.init(bytes, path: name, memory: nil)
  }

  /// Maps and validates a `.kat` file.
  convenience init(path: String) throws(Failure) {
    let file = try MappedFile(path: path)
    try self.init(file.bytes, path: path, memory: file)
  }

  private init(
    _ bytes: UnsafeRawBufferPointer, path: String, memory: AnyObject?
  ) throws(Failure) {
    do throws(ModelError) { blob = try Blob(validating: bytes) } catch {
      throw Failure(error, file: path)
    }
    // The header may state more than this program takes, for sections that it does not know; not this much more.
    let surplusBytes = blob.arenaBytes - blob.network.arenaBytes
    guard surplusBytes <= 1 << 28 else {
      throw Failure(
        .badData, file: path,
        "states \(blob.arenaBytes) bytes of working memory, its network takes \(blob.network.arenaBytes)",
        remedy: "pack the model again")
    }
    self.path = path
    self.memory = memory
  }

  /// A model that was just packed.
  init(_ packed: AlignedBytes) throws(ModelError) {
    path = "packed model"
    blob = try Blob(validating: UnsafeRawBufferPointer(packed.bytes))
    memory = packed
  }
}

/// A model at work, with everything that it works in.
struct RunningModel: ~Copyable {
  private let model: LoadedModel
  private let arena: AlignedBytes
  var network: Network

  init(_ model: LoadedModel) throws(Failure) {
    self.model = model
    arena = AlignedBytes(count: model.blob.arenaBytes)
    do throws(ModelError) { network = try Network(model.blob, arena: arena.bytes) } catch {
      throw Failure(error, file: model.path)
    }
  }

  // The network points into both, which nobody else may seem to need any more.
  deinit { withExtendedLifetime((model, arena)) {} }
}
