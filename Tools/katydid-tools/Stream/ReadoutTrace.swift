import Katydid

/// What a network read out of a recording. It depends on no setting of the decision.
struct ReadoutTrace: Equatable {
  /// Tick after tick the potentials of all classes, each in its neuron's own unit.
  var readout: [Int32] = []
  let classCount: Int
  /// Length of a tick at 16 kHz.
  let tickSamples: Int
}

extension ClipRecognizer {
  /// The readout over a recording, from a fresh state.
  func trace(of samples: [Int16]) -> ReadoutTrace {
    recognizer.reset()
    var trace = ReadoutTrace(
      classCount: model.blob.network.outputCount, tickSamples: recognizer.tickSamples)
    samples.withUnsafeBufferPointer { samples in
      var rest = samples
      while !rest.isEmpty {
        let progress = recognizer.push(rest)
        rest = UnsafeBufferPointer(rebasing: rest[progress.samplesTaken...])
        guard progress.completedTick else { continue }
        for index in 0..<trace.classCount {
          trace.readout.append(
            recognizer.network.value(
              of: .membrane, layer: recognizer.network.outputLayer, neuron: index))
        }
      }
    }
    return trace
  }
}
