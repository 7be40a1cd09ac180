/// Decides for every hop whether there is anything to hear: a level with hysteresis above an adaptive background (`FrontEnd.md`).
struct Gate {
  private let settings: GateSettings?
  /// Level of the last hop: log2 of the variance of its samples, Q10.
  private(set) var level = Gate.silentLevel
  /// What the level is compared with; follows a steady sound upwards slowly, a quieter one at once.
  private(set) var background: Int32
  private(set) var isOpen: Bool
  private var quietHops = 0

  /// The level of samples that are all alike.
  static let silentLevel = Logarithm.ofZero - hopLevel
  /// `1024 * log2(160^2)`: the level is that of a mean over the hop.
  private static let hopLevel: Int32 = 14_995

  /// A gate without settings is always open.
  init(_ settings: GateSettings?) {
    self.settings = settings
    background = settings?.floor ?? 0
    isOpen = settings == nil
  }

  /// Takes the samples of a hop.
  @inline(__always)
  mutating func update(_ hop: UnsafePointer<Int16>, _ logarithm: Logarithm) {
    level = unsafe logarithm.q10(Gate.scaledVariance(hop)) &- Gate.hopLevel
    guard let settings else { return }
    if level < background {
      background &+= (level &- background) &>> 2
    } else {
      background &+= min(settings.backgroundRise, level &- background)
    }
    background = max(background, settings.floor)

    if !isOpen {
      isOpen = level >= background &+ settings.openMargin
      quietHops = 0
    } else if level < background &+ settings.closeMargin {
      quietHops &+= 1
      isOpen = quietHops < settings.hangHops
    } else {
      quietHops = 0
    }
  }

  /// `160 * sum(x^2) - sum(x)^2`: 160^2 times the variance, in which an offset does not count.
  @inline(__always)
  private static func scaledVariance(_ hop: UnsafePointer<Int16>) -> UInt64 {
    var sum = Lanes.zero
    var squaresLow = Lanes.zero
    var squaresHigh = Lanes.zero
    for index in stride(from: 0, to: Framer.hopSamples, by: 2 &* Lanes.count) {
      // Two samples to a word.
      let samples = unsafe UnsafeRawPointer(hop + index).loadUnaligned(as: Lanes.self)
      let (low, high) = ((samples &<< 16) &>> 16, samples &>> 16)
      sum &+= low &+ high
      // A square takes 31 bits: summed in two halves, twenty of them stay within 32.
      let (lowSquares, highSquares) = (low &* low, high &* high)
      squaresLow &+= (lowSquares & 0xFFFF) &+ (highSquares & 0xFFFF)
      squaresHigh &+= (lowSquares &>> 16) &+ (highSquares &>> 16)
    }
    let total = Int64(sum.wrappedSum())
    let squares = Int64(squaresHigh.wrappedSum()) &<< 16 &+ Int64(squaresLow.wrappedSum())
    return UInt64(truncatingIfNeeded: Int64(Framer.hopSamples) &* squares &- total &* total)
  }
}
