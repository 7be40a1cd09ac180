/// Events on their way: each source's arrive a fixed number of ticks after they were emitted.
///
/// A ring of spike lists, one for each tick from this one to the largest delay. A source has one delay, so no more events of a layer
/// arrive in a tick than it has neurons; only an input channel that is excited several times a tick could bring more.
@safe struct DelayLine {
  private let delayTicks: UnsafePointer<UInt16>
  private let slots: UnsafeMutablePointer<SpikeList>
  private let slotCount: Int
  private let sources: Int
  /// The slot of the tick under way.
  private var present = 0

  /// Bytes that the arena formula counts for the list of a tick, without its elements, on every platform alike.
  static let slotBytes = 48

  init(
    _ delayTicks: UnsafePointer<UInt16>, largest: Int, sources: Int, isGraded: Bool,
    in arena: inout Arena
  ) {
    unsafe self.delayTicks = unsafe delayTicks
    self.sources = sources
    slotCount = largest + 1
    let slots = unsafe arena.take(SpikeList.self, bytes: DelayLine.slotBytes * slotCount)
    for slot in 0..<slotCount {
      unsafe (slots + slot).initialize(
        to: SpikeList(count: sources, isGraded: isGraded, in: &arena))
    }
    unsafe self.slots = unsafe slots
  }

  /// Working memory of a line.
  static func arenaBytes(largest: Int, sources: Int, isGraded: Bool) -> UInt64 {
    let lists = isGraded ? 3 : 1
    return UInt64(largest + 1) * UInt64(slotBytes + align16(2 * sources) * lists)
  }

  /// The events that arrive in the tick under way.
  var due: SpikeList { unsafe slots[present] }

  /// Takes the events that the sources emitted for this tick; returns how many found no room.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  func take(_ events: borrowing SpikeList) -> Int {
    var dropped = 0
    events.forEachEvent { source, value in
      let sum = unsafe present &+ Int(delayTicks[source])
      let slot = unsafe slots + (sum < slotCount ? sum : sum &- slotCount)
      if unsafe slot.pointee.count < sources {
        unsafe slot.pointee.append(source, value: value)
      } else {
        dropped &+= 1
      }
    }
    return dropped
  }

  /// Ends the tick: what arrived has been passed on.
  mutating func advance() {
    unsafe slots[present].removeAll()
    present = present &+ 1 == slotCount ? 0 : present &+ 1
  }

  /// Nothing on its way, as after set-up.
  mutating func clear() {
    for slot in 0..<slotCount { unsafe slots[slot].removeAll() }
    present = 0
  }
}
