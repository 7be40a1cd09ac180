import Testing

@testable import Katydid

struct FixedPointTests {
  static let extremes: [Int32] = [
    -maximumState, -maximumState + 1, -65_537, -3, -2, -1, 0, 1, 2, 3, 4_096, maximumState - 1,
    maximumState,
  ]

  private func lanes(_ value: Int32) -> Lanes { Lanes(repeating: value) }

  @Test func multiplyQ31RoundsToNearestTiesUp() {
    var generator = SystemRandomNumberGenerator()
    var factors: [Int32] = [0, 1, 1 << 30, (1 << 30) + 1, .max - 1, .max]
    factors += (0..<2_000).map { _ in .random(in: 0...Int32.max, using: &generator) }
    for factor in factors {
      var states = Lanes()
      for lane in 0..<8 {
        states[lane] =
          Self.extremes.randomElement(using: &generator).flatMap {
            Bool.random(using: &generator)
              ? $0 : .random(in: -maximumState...maximumState, using: &generator)
          } ?? 0
      }
      let products = multiplyQ31(lanes(factor), states)
      for lane in 0..<8 {
        let exact = (Int64(factor) * Int64(states[lane]) + (1 << 30)) >> 31
        #expect(Int64(products[lane]) == exact, "\(factor) * \(states[lane])")
      }
    }
    // Half of one rounds up, half of minus one to zero.
    #expect(multiplyQ31(lanes(1 << 30), lanes(1)) == lanes(1))
    #expect(multiplyQ31(lanes(1 << 30), lanes(-1)) == lanes(0))
  }

  @Test func theLargestLeakLosesNothing() {
    for value in Self.extremes { #expect(multiplyQ31(lanes(.max), lanes(value)) == lanes(value)) }
  }

  @Test func couplingsRoundAtAnyPlace() {
    for mantissa in [Int32.min, -1, 0, 1, 1 << 30, .max] {
      for state in Self.extremes {
        for shift: Int32 in [1, 2, 30, 31, 32, 61, 62] {
          let product = multiply(lanes(mantissa), lanes(state), shift: lanes(shift))
          let exact = (Int64(mantissa) * Int64(state) + (1 << Int64(shift - 1))) >> Int64(shift)
          #expect(product == WideLanes(repeating: exact))
        }
      }
    }
  }

  @Test func sumsSaturateOnceAndAreCounted() {
    for a in Self.extremes {
      for b in Self.extremes + [.min, .max, 1 << 30, -(1 << 30)] {
        let exact = Int64(a) + Int64(b)
        let limited = min(max(exact, -Int64(maximumState)), Int64(maximumState))
        var count = SaturationCount()
        #expect(count.sum(lanes(a), lanes(b)) == lanes(Int32(limited)))
        #expect(count.saturate(WideLanes(repeating: exact)) == lanes(Int32(limited)))
        #expect(saturate(exact) == Int32(limited))
        #expect(count.total == (exact == limited ? 0 : 16))
      }
    }
  }

  @Test func masks() {
    #expect(!isAnySet(mask(lanes(0) .> lanes(0))))
    for lane in 0..<Lanes.count {
      var one = lanes(0)
      one[lane] = 1
      let set = mask(one .> lanes(0))
      #expect(isAnySet(set) && bits(of: set) == 1 << lane)
    }
    #expect(bits(of: lanes(-1)) == 1 << Lanes.count - 1)
  }
}
