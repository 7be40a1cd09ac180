/// Turns bands into events where they changed: send-on-delta (Miskowicz 2006), see `FrontEnd.md`.
///
/// Channel `b` carries rises of band `b`, channel `bandCount + b` its falls; the value counts steps.
@safe struct DeltaEncoder {
  static let arenaBytes =
    2 * align16(4 * MelFilterbank.bandCount) + 3 * align16(2 * MelFilterbank.bandCount)

  /// Events of the last tick: a band sends at most one, on one of its two channels.
  private(set) var events: SpikeList
  /// Sums over the open hops of the tick under way, Q10.
  private let sums: UnsafeMutablePointer<Int32>
  /// What the events sent so far add up to, Q10.
  private let references: UnsafeMutablePointer<Int32>
  private let step: Int32
  private let limit: Int32
  private let startsAtZero: Bool
  private var openHops: Int32 = 0
  private var isFresh = true

  init(_ section: FrontEndSection, _ settings: MelSettings, in arena: inout Arena) {
    unsafe sums = unsafe arena.take(Int32.self, count: MelFilterbank.bandCount)
    unsafe references = unsafe arena.take(Int32.self, count: MelFilterbank.bandCount)
    events = SpikeList(count: MelFilterbank.bandCount, isGraded: true, in: &arena)
    step = Int32(section.step)
    limit = Int32(section.limit)
    startsAtZero = settings.clampsAtZero
  }

  /// Takes the normalised bands of an open hop.
  @inline(__always)
  mutating func add(_ values: UnsafePointer<Int32>) {
    for band in 0..<MelFilterbank.bandCount { unsafe sums[band] &+= values[band] }
    openHops &+= 1
  }

  /// Ends a tick: what changed in it is in `events`.
  @inline(__always)
  mutating func finishTick() {
    events.removeAll()
    if openHops == 0 { return }
    for band in 0..<MelFilterbank.bandCount {
      let mean = unsafe floorDivide(sums[band], openHops)
      unsafe sums[band] = 0
      if isFresh { unsafe references[band] = startsAtZero ? 0 : mean }
      let count = unsafe max(-limit, min(limit, (mean &- references[band]) / step))
      if count == 0 { continue }
      unsafe references[band] &+= count &* step
      let channel = count > 0 ? band : MelFilterbank.bandCount &+ band
      events.append(channel, value: Int(abs(count)))
    }
    openHops = 0
    isFresh = false
  }

  mutating func clear() {
    for band in 0..<MelFilterbank.bandCount { unsafe sums[band] = 0 }
    openHops = 0
    isFresh = true
    events.removeAll()
  }
}

/// `floor(a / b)` for a positive `b`.
@inline(__always)
private func floorDivide(_ a: Int32, _ b: Int32) -> Int32 {
  let quotient = a / b
  return quotient &* b > a ? quotient &- 1 : quotient
}
