extension Microphone {
  /// Raises the peaks of all channels, full scale 1, to those of the period that `next` gave.
  /// - Parameters:
  ///   - peaks: One for each channel of a device that is heard as the mean of all: where one is chosen, the others are not kept.
  ///   - frames: Those of the period.
  public func raise(_ peaks: inout [Float], frames: Int) {
    precondition(peaks.count == format.channels)
    for index in 0..<frames * format.channels {
      let channel = index % format.channels
      peaks[channel] = max(peaks[channel], abs(interleaved[index]))
    }
  }
}
