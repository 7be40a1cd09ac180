/// What the events of a projection go through before its weights: a delay, then a sum pooling.
struct Stages {
  /// Source layer, or -1 for the input.
  let source: Int16
  private var delay: DelayLine?
  private let pooling: SlidingWindows?

  /// Bytes that the arena formula counts for this structure, on every platform alike.
  static let arenaBytes = 320

  init(_ record: ProjectionRecord, of network: NetworkSection, in arena: inout Arena) {
    source = Projection.sourceIndex(record.source)
    pooling = record.pooling.map(SlidingWindows.init)
    delay = nil
    if let delays = unsafe record.delayTicks {
      delay = unsafe DelayLine(
        delays, largest: record.largestDelayTicks, sources: network.sourceCount(record),
        isGraded: network.isGraded(record), in: &arena)
    }
  }

  /// Passes on this tick's spikes of the source, or those of earlier ticks that arrive now; returns the number of events.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(never)
  mutating func pass(
    _ spikes: SpikeList, through weights: Weights, to sums: UnsafeMutablePointer<Int32>,
    _ counters: inout Counters
  ) -> Int {
    var events = spikes
    if let line = delay {
      counters.droppedInputs &+= UInt64(truncatingIfNeeded: line.take(spikes))
      events = line.due
    }
    let passed =
      if let pooling {
        unsafe pooling.add(events, through: weights, to: sums)
      } else {
        unsafe weights.add(events, to: sums)
      }
    counters.synapticEvents &+= UInt64(truncatingIfNeeded: passed)
    delay?.advance()
    return events.count
  }

  /// Nothing on its way, as after set-up.
  mutating func clear() { delay?.clear() }
}

extension SlidingWindows {
  /// Sum pooling: passes every event on at each window over its element; returns the synapses passed.
  ///
  /// All that follows is linear, so the events of a window need not be merged.
  @inline(__always)
  fileprivate func add(
    _ events: borrowing SpikeList, through weights: Weights,
    to sums: UnsafeMutablePointer<Int32>
  ) -> Int {
    var passed = 0
    events.forEachEvent { source, value in
      let channel = channel(of: source) &* outputChannelCount
      forEachWindow(over: source) { output, _ in
        unsafe passed &+= weights.add(
          channel &+ output, Int32(truncatingIfNeeded: value), to: sums)
      }
    }
    return passed
  }
}
