import CPlatform

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// From samples of any supported rate to events: the path that files and microphones share.
///
///     samples -> resampler (16 kHz) -> recognizer: features, spikes, network, decision -> event
///
/// All memory is taken here; `push` allocates nothing.
struct Recognition: ~Copyable {
  private static let resampledCapacity = 1024

  /// Its bytes are what the recogniser works with.
  private let model: Model
  private var recognizer: Recognizer
  private var resampler: Resampler
  private let resampled: UnsafeMutableBufferPointer<Int16>
  /// What the recogniser and the resampler work in.
  private let memory: (WorkingMemory, WorkingMemory)

  /// - Parameters:
  ///   - settings: Those of the blob, or what the command line makes of them.
  ///   - rateHz: Sample rate of what will be pushed, one that the resampler knows.
  /// - Throws: status `badData` for a model that cannot recognise, `internalError` without memory.
  init(_ model: Model, settings: DecisionSettings, rateHz: Int) throws(Failure) {
    let arena = try WorkingMemory(byteCount: model.blob.arenaBytes)
    let filterMemory = try WorkingMemory(byteCount: Resampler.memoryBytes(rateHz: rateHz) ?? 0)
    var recognizer = try refusing(model.name) { () throws(ModelError) in
      try Recognizer(model.blob, arena: arena.bytes)
    }
    let resampler = try refusing(model.name) { () throws(ModelError) in
      try Resampler(rateHz: rateHz, memory: filterMemory.bytes)
    }
    recognizer.settings = settings
    self.model = model
    self.recognizer = recognizer
    self.resampler = resampler
    resampled = .allocate(capacity: Recognition.resampledCapacity)
    memory = (arena, filterMemory)
  }

  deinit { resampled.deallocate() }

  /// Hears samples.
  /// - Parameter onTick: Called after every tick of the network, with the event that it made.
  mutating func push(
    _ samples: UnsafeBufferPointer<Int16>, onTick: (borrowing Recognizer, Event?) -> Void
  ) {
    var rest = samples
    while !rest.isEmpty {
      let progress = resampler.push(rest, into: resampled)
      recognize(UnsafeBufferPointer(rebasing: resampled[..<progress.samplesWritten]), onTick)
      rest = UnsafeBufferPointer(rebasing: rest[progress.samplesTaken...])
    }
  }

  private mutating func recognize(
    _ samples: UnsafeBufferPointer<Int16>, _ onTick: (borrowing Recognizer, Event?) -> Void
  ) {
    var rest = samples
    while !rest.isEmpty {
      let progress = recognizer.push(rest)
      rest = UnsafeBufferPointer(rebasing: rest[progress.samplesTaken...])
      if progress.completedTick { onTick(recognizer, progress.event) }
    }
  }
}
