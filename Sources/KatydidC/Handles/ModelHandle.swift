#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A validated model with its names. Nothing in it changes.
struct ModelHandle: ~Copyable {
  let blob: Blob
  let labels: NameTable
  let layerNames: NameTable
  /// What the blob lies in, unless that is the caller's.
  private let file: WorkingMemory?

  /// - Parameter bytes: Of a blob; they stay until the handle is gone.
  init(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
    unsafe try self.init(bytes, file: nil)
  }

  init(file: consuming WorkingMemory) throws(Refusal) {
    unsafe try self.init(UnsafeRawBufferPointer(file.bytes), file: file)
  }

  private init(
    _ bytes: UnsafeRawBufferPointer, file: consuming WorkingMemory?
  ) throws(Refusal) {
    let blob = try refusing { () throws(ModelError) in unsafe try Blob(validating: bytes) }
    let labels = try NameTable(blob.labels, count: blob.network.outputCount, noun: "class")
    let layerNames = try NameTable(blob.layerNames, count: blob.network.layerCount, noun: "layer")
    self.blob = blob
    self.labels = labels
    self.layerNames = layerNames
    self.file = file
  }

  /// - Throws: `outOfRange` if there is no such layer.
  func layer(_ index: Int32) throws(Refusal) -> LayerRecord {
    guard index >= 0, index < blob.network.layerCount else { throw Refusal(Status.outOfRange) }
    return blob.network.layer(Int(index))
  }
}
