/// Who spiked in a tick: neurons with one spike, and neurons with a count (or channels with a value) apart.
///
/// Single spikes only add rows, which is several times faster than multiplying them; so the two are kept in
/// lists of their own. Both have room for every neuron.
@safe struct SpikeList {
  private(set) var singles: UnsafeMutablePointer<UInt16>
  private(set) var singleCount = 0
  /// Nil where every spike is a single one.
  private(set) var graded: UnsafeMutablePointer<UInt16>?
  private(set) var values: UnsafeMutablePointer<Int16>?
  private(set) var gradedCount = 0

  /// Lists for `count` neurons or channels.
  init(count: Int, isGraded: Bool, in arena: inout Arena) {
    unsafe singles = unsafe arena.take(UInt16.self, count: count)
    unsafe graded = isGraded ? unsafe arena.take(UInt16.self, count: count) : nil
    unsafe values = isGraded ? unsafe arena.take(Int16.self, count: count) : nil
  }

  var count: Int { singleCount &+ gradedCount }
  var isEmpty: Bool { count == 0 }

  @inline(__always)
  mutating func removeAll() {
    singleCount = 0
    gradedCount = 0
  }

  /// Adds neuron `index`, which must not make the list longer than its neurons.
  @inline(__always)
  mutating func append(_ index: Int, value: Int) {
    if value == 1 {
      unsafe singles[singleCount] = UInt16(truncatingIfNeeded: index)
      singleCount &+= 1
    } else if let graded = unsafe graded, let values = unsafe values {
      unsafe graded[gradedCount] = UInt16(truncatingIfNeeded: index)
      unsafe values[gradedCount] = Int16(truncatingIfNeeded: value)
      gradedCount &+= 1
    }
  }

  /// Adds the single spikes of the neurons from `index` on that a mask holds.
  @inline(__always)
  mutating func append(_ mask: Lanes, from index: Int) {
    guard isAnySet(mask) else { return }
    var pending = bits(of: mask)
    while pending != 0 {
      append(index &+ pending.trailingZeroBitCount, value: 1)
      pending &= pending &- 1
    }
  }

  /// Every entry, single spikes first.
  @inline(__always)
  func forEachEvent(_ body: (_ index: Int, _ value: Int) -> Void) {
    for position in 0..<singleCount { unsafe body(Int(singles[position]), 1) }
    guard let graded = unsafe graded, let values = unsafe values else { return }
    for position in 0..<gradedCount { unsafe body(Int(graded[position]), Int(values[position])) }
  }
}
