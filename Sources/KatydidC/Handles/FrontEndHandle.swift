#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A front end with the memory that it works in, and where in its hop and tick it stands.
struct FrontEndHandle: ~Copyable {
  private var frontEnd: FrontEnd
  private let arena: WorkingMemory
  let section: FrontEndSection
  private var samplesInHop = 0
  private var hopsInTick = 0

  init(_ section: FrontEndSection) throws(Refusal) {
    let arena = try WorkingMemory(byteCount: section.arenaBytes)
    frontEnd = try refusing { () throws(ModelError) in
      unsafe try FrontEnd(section, arena: arena.bytes)
    }
    self.arena = arena
    self.section = section
  }

  mutating func reset() {
    frontEnd.reset()
    samplesInHop = 0
    hopsInTick = 0
  }

  func hops(after sampleCount: Int) -> Int {
    (samplesInHop + sampleCount) / FrontEnd.hopSamples
  }

  func ticks(after sampleCount: Int) -> Int {
    (hopsInTick + hops(after: sampleCount)) / section.hopsPerTick
  }

  /// Where a call puts its results; what is nil is not wanted.
  @safe struct Output {
    var isOpen: UnsafeMutablePointer<UInt8>?
    var features: UnsafeMutablePointer<Int16>?
    var events: UnsafeMutablePointer<Int16>?
  }

  mutating func push(_ samples: UnsafeBufferPointer<Int16>, into output: Output) {
    var rest = unsafe samples
    var hop = 0
    var tick = 0
    while !rest.isEmpty {
      let progress = unsafe frontEnd.push(rest)
      unsafe rest = unsafe UnsafeBufferPointer(rebasing: rest[progress.samplesTaken...])
      samplesInHop += progress.samplesTaken
      if progress.completedHop {
        samplesInHop = 0
        hopsInTick += 1
        write(hop: hop, into: output)
        hop += 1
      }
      if progress.completedTick {
        hopsInTick = 0
        write(tick: tick, into: output)
        tick += 1
      }
    }
  }

  private func write(hop: Int, into output: Output) {
    if let isOpen = unsafe output.isOpen { unsafe isOpen[hop] = frontEnd.isOpen ? 1 : 0 }
    guard let features = unsafe output.features else { return }
    for band in 0..<section.bandCount {
      unsafe features[hop * section.bandCount + band] =
        frontEnd.isOpen ? frontEnd.feature(band) : 0
    }
  }

  private func write(tick: Int, into output: Output) {
    guard let events = unsafe output.events else { return }
    let row = unsafe events + tick * section.channelCount
    unsafe row.update(repeating: 0, count: section.channelCount)
    frontEnd.forEachEvent { channel, value in unsafe row[channel] = Int16(truncatingIfNeeded: value)
    }
  }
}
