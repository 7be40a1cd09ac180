#if hasFeature(Embedded)
  import KatydidEmbedded
  import LinuxAudioEmbedded
#else
  import Katydid
  import LinuxAudio
#endif

/// Who follows a recognition: prints its events, shows its progress, keeps its pace.
class Listener {
  /// Samples of a block at most.
  let blockSamples: Int

  init(blockSamples: Int) { self.blockSamples = blockSamples }

  /// After every tick of the network.
  func heardTick(_ recognizer: borrowing Recognizer, _ event: Event?) {}

  /// After every block of samples at the source's rate.
  func heardBlock(samples: Int) {}

  /// After the last block of a sound that has an end; what comes then is the silence after it.
  func soundEnded() {}
}

/// Hears a source to its end, and half a second of silence after it. Allocates nothing once it has begun.
/// - Throws: What is wrong with the sound, after everything that was in it has been recognised.
func hear(
  _ source: SoundSource, with recognition: inout Recognition, for listener: Listener
) throws(SoundError) {
  let block = UnsafeMutableBufferPointer<Int16>.allocate(capacity: listener.blockSamples)
  defer { block.deallocate() }

  var fault: SoundError?
  do throws(SoundError) {
    while true {
      let count = try source.read(into: block)
      if count == 0 { break }
      recognition.hear(block, count: count, for: listener)
    }
  } catch {
    fault = error
  }

  listener.soundEnded()
  block.initialize(repeating: 0)
  var silence = source.rateHz / 2
  while silence > 0 {
    let count = min(silence, block.count)
    recognition.hear(block, count: count, for: listener)
    silence -= count
  }
  if let fault { throw fault }
}

extension Recognition {
  /// Hears the first samples of a block.
  mutating func hear(
    _ block: UnsafeMutableBufferPointer<Int16>, count: Int, for listener: Listener
  ) {
    push(UnsafeBufferPointer(rebasing: block[..<count])) { listener.heardTick($0, $1) }
    listener.heardBlock(samples: count)
  }
}
