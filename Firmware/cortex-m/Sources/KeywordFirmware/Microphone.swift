/// What a board has in the place of its microphone: a clock of 16 kHz and an interrupt that gives every 10 ms of samples to
/// `SampleQueue.put`.
protocol Microphone {
  /// Starts the clock and enables the interrupt. The queue is open.
  static func start()
}
