import Katydid

/// Makes the events of a kept readout again with other settings: those that the recogniser makes with them, bit for bit.
final class DecisionReplay {
  private var decision: Decision
  private let model: LoadedModel
  private let memory: AlignedBytes

  /// - Throws: `Failure` for a model that does not recognise sound.
  init(_ model: LoadedModel) throws(Failure) {
    let (frontEnd, section) = try model.hearing
    self.model = model
    memory = AlignedBytes(count: section.arenaBytes)
    do throws(ModelError) {
      decision = try Decision(section, hopsPerTick: frontEnd.hopsPerTick, arena: memory.bytes)
    } catch {
      throw Failure(error, file: model.path)
    }
  }

  // The decision points into both, which nobody else may seem to need any more.
  deinit { withExtendedLifetime((model, memory)) {} }

  /// The events of a whole recording, from a fresh state.
  func events(of trace: ReadoutTrace, _ settings: DecisionSettings) -> [Event] {
    decision.settings = settings
    decision.clear()
    var events: [Event] = []
    trace.readout.withUnsafeBufferPointer { readout in
      for start in stride(from: 0, to: readout.count, by: trace.classCount) {
        let tick = UnsafeBufferPointer(rebasing: readout[start..<(start + trace.classCount)])
        let time = UInt64((start / trace.classCount + 1) * trace.tickSamples)
        if let event = decision.update(readout: tick, timeSamples: time) { events.append(event) }
      }
    }
    return events
  }
}

extension LoadedModel {
  /// What stands before and after the network.
  /// - Throws: `Failure` for a bare network.
  var hearing: (frontEnd: FrontEndSection, decision: DecisionSection) {
    get throws(Failure) {
      guard let frontEnd = blob.frontEnd, let decision = blob.decision else {
        throw Failure(
          .badData, file: path, "the model has no front end or no decision",
          remedy: "pack it with --front-end and --decision")
      }
      return (frontEnd, decision)
    }
  }
}
