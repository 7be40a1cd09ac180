/// The sound at several rates: stream 0 is the input, each further one is the one before at half the rate (`FrontEnd.md`).
///
/// Frames of all streams have the same number of samples: each lasts twice as long as that of the stream before.
@safe struct RateStreams {
  static let count = 5
  private static let tapsPerSide = 4
  /// What stands in a frame behind the centre of the newest sum.
  private static let delaySamples = 2 * tapsPerSide - 1
  static let arenaBytes =
    2 * (count - 1) * Framer.frameSamples + align16(4 * tapsPerSide)

  /// The frames of streams 1, 2, …
  private let frames: UnsafeMutablePointer<Int16>
  /// The taps 1, 3, 5… places from the centre, Q15.
  private let taps: UnsafeMutablePointer<Int32>

  init(in arena: inout Arena) {
    unsafe frames = unsafe arena.take(
      Int16.self, count: (RateStreams.count - 1) * Framer.frameSamples)
    unsafe taps = unsafe arena.take(copying: Tables.halfBandQ15)
  }

  /// The last samples of a stream from 1 on.
  @inline(__always)
  func frame(_ stream: Int) -> UnsafePointer<Int16> { unsafe UnsafePointer(mutableFrame(stream)) }

  @inline(__always)
  private func mutableFrame(_ stream: Int) -> UnsafeMutablePointer<Int16> {
    unsafe frames + (stream &- 1) &* Framer.frameSamples
  }

  /// Takes the frame of the input after a hop.
  @inline(__always)
  func update(_ input: UnsafePointer<Int16>) {
    var source = unsafe input
    for stream in 1..<RateStreams.count {
      let target = unsafe mutableFrame(stream)
      let newSamples = Framer.hopSamples &>> stream
      unsafe RateStreams.shift(target, by: newSamples)
      unsafe halve(source, to: target, count: newSamples)
      unsafe source = UnsafePointer(target)
    }
  }

  /// Moves a frame towards its start, to make room for `newSamples`; two words of lanes at a time while there are as many.
  @inline(__always)
  private static func shift(_ frame: UnsafeMutablePointer<Int16>, by newSamples: Int) {
    var from = newSamples
    while from &+ 2 &* Lanes.count <= Framer.frameSamples {
      let moved = unsafe words(frame, from)
      unsafe UnsafeMutableRawPointer(frame + (from &- newSamples)).storeBytes(
        of: moved, as: Lanes.self)
      from &+= 2 &* Lanes.count
    }
    while from < Framer.frameSamples {
      unsafe frame[from &- newSamples] = frame[from]
      from &+= 1
    }
  }

  /// The newest `count` samples of half the rate.
  ///
  /// As many at a time as there are lanes, from the newest back. The last ones may reach into those of the hop before, which come out as they were.
  @inline(__always)
  private func halve(
    _ source: UnsafePointer<Int16>, to target: UnsafeMutablePointer<Int16>, count: Int
  ) {
    let lanes = Lanes.count
    for step in stride(from: lanes, to: count &+ lanes, by: lanes) {
      let centre = Framer.frameSamples &- 1 &- RateStreams.delaySamples &- 2 &* (step &- 1)
      var sum = (unsafe RateStreams.words(source, centre) &<< 16) &>> 2
      for side in 0..<RateStreams.tapsPerSide {
        let later = unsafe RateStreams.words(source, centre &+ 2 &* side) &>> 16
        let earlier = unsafe RateStreams.words(source, centre &- 2 &- 2 &* side) &>> 16
        sum &+= (later &+ earlier) &* Lanes(repeating: unsafe taps[side])
      }
      let rounded = (sum &+ 1 &<< 14) &>> 15
      let limited = smaller(larger(rounded, Lanes(repeating: -32_768)), Lanes(repeating: 32_767))
      let place = UnsafeMutableRawPointer(unsafe target + (Framer.frameSamples &- step))
      let samples = limited.lowerHalves
      unsafe place.storeBytes(of: samples, as: type(of: samples))
    }
  }

  /// Samples from `index` on, two to a word: the first one in its lower half.
  @inline(__always)
  private static func words(_ samples: UnsafePointer<Int16>, _ index: Int) -> Lanes {
    unsafe UnsafeRawPointer(samples + index).loadUnaligned(as: Lanes.self)
  }

  func clear() {
    for index in 0..<(RateStreams.count - 1) * Framer.frameSamples { unsafe frames[index] = 0 }
  }
}
