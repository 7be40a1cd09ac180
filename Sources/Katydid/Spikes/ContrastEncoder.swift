/// Turns bands into events where they stand out from those around them (`FrontEnd.md`): a graded current for as long as they do.
@safe struct ContrastEncoder {
  private static let bandCount = SemitoneSettings.bandCount
  private static let channelCount = SemitoneSettings.channelCount
  /// Bands to each side that a band is compared with.
  private static let reach = 12
  static let arenaBytes = align16(4 * channelCount) + 3 * align16(2 * channelCount)

  /// Events of the last tick: channel `b` for band `b` of the fine view, `84 + b` for that of the quick one.
  private(set) var events: SpikeList
  /// By how much each band of each view stands out, Q10.
  let values: UnsafeMutablePointer<Int32>
  private let range: Int32
  private let step: Int32
  private let limit: Int32

  init(_ section: FrontEndSection, _ settings: SemitoneSettings, in arena: inout Arena) {
    unsafe values = unsafe arena.take(Int32.self, count: ContrastEncoder.channelCount)
    events = SpikeList(count: ContrastEncoder.channelCount, isGraded: true, in: &arena)
    range = settings.range
    step = Int32(section.step)
    limit = Int32(section.limit)
  }

  /// Takes the features of a tick.
  @inline(__always)
  mutating func update(_ features: UnsafePointer<Int16>) {
    for view in 0..<SemitoneSettings.viewCount {
      let first = view &* ContrastEncoder.bandCount
      unsafe compare(features + first, to: values + first)
    }
    events.removeAll()
    for channel in 0..<ContrastEncoder.channelCount {
      let value = unsafe min(limit, values[channel] / step)
      if value > 0 { events.append(channel, value: Int(value)) }
    }
  }

  /// Each band of a view less the mean around it, or less what lies too far below the highest band to count.
  @inline(__always)
  private func compare(
    _ features: UnsafePointer<Int16>, to values: UnsafeMutablePointer<Int32>
  ) {
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
    for channel in 0..<ContrastEncoder.channelCount { unsafe values[channel] = 0 }
    events.removeAll()
  }
}
