import CBoard
import Katydid

/// From the microphone to the events, for ever; here until the recording ends.
///
///     interrupt -> ring -> recogniser: front end, spikes, network, decision -> event -> UART
func listen() throws(ModelError) {
  let blob = try Blob(validating: Memory.model)
  var recognizer = try Recognizer(blob, arena: Memory.arena)
  var input = SampleInput()
  RecordedMicrophone.start()

  var measurement = Measurement()
  while let samples = input.next(&measurement) {
    let progress = recognizer.hear(samples)
    measurement.hopEnded(isOpen: recognizer.isHearing, completedTick: progress.completedTick)
    if let event = progress.event { Console.write(event, labels: blob.labels) }
  }
  measurement.report(hopsPerTick: blob.hopsPerTickOfMelBands)
}

extension Recognizer {
  /// Hears a period. It is no longer than a tick, so one tick at most is completed.
  mutating func hear(_ samples: UnsafeBufferPointer<Int16>) -> Progress {
    let progress = push(samples)
    if progress.samplesTaken == samples.count { return progress }
    _ = push(UnsafeBufferPointer(rebasing: samples[progress.samplesTaken...]))
    return progress
  }
}

extension Blob {
  /// 0 for semitone bands, which are made once a tick.
  fileprivate var hopsPerTickOfMelBands: Int {
    guard let frontEnd, case .mel = frontEnd.kind else { return 0 }
    return frontEnd.hopsPerTick
  }
}

Stopwatch.start()
Console.start()
do throws(ModelError) { try listen() } catch { Failure.model(error) }
