/// Turns bands into events where they stand out from those around them (`FrontEnd.md`): a graded current for as long as they do.
@safe struct ContrastEncoder {
  private static let bandCount = SemitoneFilterbank.bandCount
  /// Bands to each side that a band is compared with.
  private static let reach = 12
  static let arenaBytes = align16(4 * bandCount) + 3 * align16(2 * bandCount)

  /// Events of the last tick: channel `b` for band `b`.
  private(set) var events: SpikeList
  /// By how much each band stands out, Q10.
  let values: UnsafeMutablePointer<Int32>
  private let range: Int32
  private let step: Int32
  private let limit: Int32

  init(_ section: FrontEndSection, _ settings: SemitoneSettings, in arena: inout Arena) {
    unsafe values = unsafe arena.take(Int32.self, count: ContrastEncoder.bandCount)
    events = SpikeList(count: ContrastEncoder.bandCount, isGraded: true, in: &arena)
    range = settings.range
    step = Int32(section.step)
    limit = Int32(section.limit)
  }

  /// Takes the features of a tick.
  @inline(__always)
  mutating func update(_ features: UnsafePointer<Int16>) {
    unsafe compare(features)
    events.removeAll()
    for band in 0..<ContrastEncoder.bandCount {
      let value = unsafe min(limit, values[band] / step)
      if value > 0 { events.append(band, value: Int(value)) }
    }
  }

  /// Each band less the mean around it, or less what lies too far below the highest band to count.
  @inline(__always)
  private func compare(_ features: UnsafePointer<Int16>) {
    var highest: Int32 = 0
    for band in 0..<ContrastEncoder.bandCount {
      highest = unsafe max(highest, Int32(features[band]))
    }
    var sum: Int32 = 0
    var summed: Int32 = 0
    for band in -ContrastEncoder.reach..<ContrastEncoder.bandCount {
      let entering = band &+ ContrastEncoder.reach
      let leaving = band &- ContrastEncoder.reach &- 1
      if entering < ContrastEncoder.bandCount {
        unsafe sum &+= Int32(features[entering])
        summed &+= 1
      }
      if leaving >= 0 {
        unsafe sum &-= Int32(features[leaving])
        summed &-= 1
      }
      if band >= 0 {
        let background = max(sum / summed, highest &- range)
        unsafe values[band] = max(Int32(features[band]) &- background, 0)
      }
    }
  }

  mutating func clear() {
    for band in 0..<ContrastEncoder.bandCount { unsafe values[band] = 0 }
    events.removeAll()
  }
}
