/// The polyphase low-pass from one sample rate to 16 kHz: its sizes and, phase by phase, its coefficients (`FrontEnd.md`).
struct ResamplingFilter {
  /// `16,000 / rate = phases / stride` in lowest terms.
  let phases: Int
  let stride: Int
  /// Taps to either side of an output sample; 0 where nothing needs to be filtered.
  let halfTaps: Int

  var taps: Int { 2 * halfTaps }

  /// Nil if the rate is not one that sound cards and files have.
  init?(rateHz: Int) {
    switch rateHz {
    case 8_000: (phases, stride) = (2, 1)
    case 11_025: (phases, stride) = (640, 441)
    case 16_000: (phases, stride) = (1, 1)
    case 22_050: (phases, stride) = (320, 441)
    case 32_000: (phases, stride) = (1, 2)
    case 44_100: (phases, stride) = (160, 441)
    case 48_000: (phases, stride) = (1, 3)
    case 96_000: (phases, stride) = (1, 6)
    default: return nil
    }
    let longer = max(phases, stride)
    halfTaps = longer == 1 ? 0 : 4 * ((24 * longer + 4 * phases - 1) / (4 * phases))
  }

  /// Writes the `taps` coefficients of a phase, Q15, in the order of the input samples; they sum to 2^15.
  func fill(_ coefficients: UnsafeMutablePointer<Int16>, phase: Int) {
    var total: Int64 = 0
    for tap in 0..<taps { total += value(tap: tap, phase: phase) }
    var sum: Int64 = 0
    var largest = 0
    for tap in 0..<taps {
      // Rounded to nearest; a sum of one half away from an integer is rounded up.
      let doubled = 2 * total
      let scaled = (value(tap: tap, phase: phase) << 16) + total
      let rounded = scaled >= 0 ? scaled / doubled : -((doubled - 1 - scaled) / doubled)
      unsafe coefficients[tap] = Int16(truncatingIfNeeded: rounded)
      sum += rounded
      if unsafe coefficients[tap] > coefficients[largest] { largest = tap }
    }
    unsafe coefficients[largest] &+= Int16(truncatingIfNeeded: (1 << 15) - sum)
  }

  /// The prototype at the distance of a tap, between two entries of its table by linear interpolation.
  private func value(tap: Int, phase: Int) -> Int64 {
    let longer = max(phases, stride)
    let distance = 128 * abs((tap + 1 - halfTaps) * phases - phase)
    let (index, rest) = (distance / longer, distance % longer)
    if index >= 24 * 128 { return 0 }
    let from = Int64(Tables.sincQ15[index])
    return from * Int64(longer) + (Int64(Tables.sincQ15[index + 1]) - from) * Int64(rest)
  }
}
