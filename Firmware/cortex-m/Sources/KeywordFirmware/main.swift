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
    let progress = recognizer.push(samples)
    measurement.hopEnded(isOpen: recognizer.isHearing, completedTick: progress.completedTick)
    if let event = progress.event { Console.write(event, labels: blob.labels) }
  }
  measurement.report(hopsPerTick: recognizer.tickSamples / SampleQueue.periodSamples)
}

Stopwatch.start()
Console.start()
do throws(ModelError) { try listen() } catch { Failure.model(error) }
