/// The arrays that a simulation writes, a chunk of ticks at a time, so that their length is no matter of memory.
final class OutputSink {
  /// Ticks that `spikes` and `potentials` have room for.
  let chunkTicks: Int
  private let outputs: Int
  private let spikeMemory: AlignedBytes?
  private let potentialMemory: AlignedBytes?
  private let spikeFile: NPYWriter?
  private let potentialFile: NPYWriter?

  /// - Parameters:
  ///   - spikes: path of the array of spike counts, if it is wanted.
  ///   - potentials: path of the array of membrane potentials, if it is wanted.
  init(spikes: String?, potentials: String?, ticks: Int, outputs: Int) throws {
    self.outputs = outputs
    let ticksOfMebibyte = max(1, (1 << 20) / (4 * outputs))
    let chunkTicks = min(4096, ticksOfMebibyte)
    self.chunkTicks = chunkTicks
    spikeFile = try spikes.map {
      try NPYWriter(path: $0, element: .uint8, rows: ticks, columns: outputs)
    }
    potentialFile = try potentials.map {
      try NPYWriter(path: $0, element: .float32, rows: ticks, columns: outputs)
    }
    spikeMemory = spikes.map { _ in AlignedBytes(count: chunkTicks * outputs) }
    potentialMemory = potentials.map { _ in AlignedBytes(count: 4 * chunkTicks * outputs) }
  }

  /// Room for `[chunkTicks, outputs]`, if wanted.
  var spikes: UnsafeMutablePointer<UInt8>? {
    spikeMemory?.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
  }

  /// Room for `[chunkTicks, outputs]`, if wanted.
  var potentials: UnsafeMutablePointer<Float>? {
    potentialMemory?.bytes.baseAddress?.bindMemory(to: Float.self, capacity: chunkTicks * outputs)
  }

  /// Makes the spikes zero.
  func clear() { spikeMemory?.bytes.initializeMemory(as: UInt8.self, repeating: 0) }

  /// Appends the first `ticks` rows to the files.
  func write(ticks: Int) throws {
    let cells = ticks * outputs
    if let spikeFile, let spikeMemory {
      try spikeFile.write(UnsafeRawBufferPointer(rebasing: spikeMemory.bytes[..<cells]))
    }
    if let potentialFile, let potentialMemory {
      try potentialFile.write(
        UnsafeRawBufferPointer(rebasing: potentialMemory.bytes[..<(4 * cells)]))
    }
  }

  func commit() throws {
    try spikeFile?.commit()
    try potentialFile?.commit()
  }
}
