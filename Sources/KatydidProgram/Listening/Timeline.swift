/// Where the recogniser's time lies on the audio clock: it has not heard what was lost, nor what was before it.
struct Timeline {
  private let rateHz: UInt64
  /// Frames of the audio clock that are done with, heard or not.
  private(set) var position: UInt64 = 0
  /// Those of them that the recogniser has not heard.
  private var unheardFrames: UInt64 = 0

  init(rateHz: Int) { self.rateHz = UInt64(rateHz) }

  /// What to add to the recogniser's time, in samples at 16 kHz.
  var offsetSamples: Int64 { Int64(unheardFrames * 16_000 / rateHz) }

  var milliseconds: Int64 { milliseconds(frames: position) }

  func milliseconds(frames: UInt64) -> Int64 { Int64(frames * 1_000 / rateHz) }

  mutating func hear(frames: Int) { position += UInt64(frames) }

  mutating func skip(frames: UInt64) {
    position += frames
    unheardFrames += frames
  }

  /// Another recogniser begins here.
  mutating func restart() { unheardFrames = position }
}
