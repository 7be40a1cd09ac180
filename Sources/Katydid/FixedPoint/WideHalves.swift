#if !SingleLane && !arch(x86_64)

  // Exact products of 32 bits by 32, of four lanes at a time: NEON multiplies and widens at once (`smull`, `vmull.s32`).

  /// `(factor * state + 2^30) >> 31` in each lane: `state` times a factor in Q31, `0 <= factor`.
  @inline(__always)
  func multiplyQ31(_ factor: Lanes, _ state: Lanes) -> Lanes {
    (WideHalves(factor) * WideHalves(state)).rounded(toPlace: 31)
  }

  extension ComplexLanes {
    /// The product with a number of magnitude one, Q30: exact in 64 bits, rounded once. Parts of `self` are below 2^30.
    @inline(__always)
    func rotated(by w: ComplexLanes) -> ComplexLanes {
      let (x, y) = (WideHalves(re), WideHalves(im))
      let (u, v) = (WideHalves(w.re), WideHalves(w.im))
      return ComplexLanes(
        (x * u - y * v).rounded(toPlace: 30), (x * v + y * u).rounded(toPlace: 30))
    }
  }

  /// The lower and the higher four of eight numbers, in 64 bits each.
  private struct WideHalves {
    typealias Half = SIMD4<Int64>
    let low: Half
    let high: Half

    @inline(__always)
    private init(_ low: Half, _ high: Half) {
      self.low = low
      self.high = high
    }

    @inline(__always)
    init(_ lanes: Lanes) {
      low = Half(widened(lanes[0]), widened(lanes[1]), widened(lanes[2]), widened(lanes[3]))
      high = Half(widened(lanes[4]), widened(lanes[5]), widened(lanes[6]), widened(lanes[7]))
    }

    @inline(__always)
    static func * (a: WideHalves, b: WideHalves) -> WideHalves {
      WideHalves(a.low &* b.low, a.high &* b.high)
    }

    @inline(__always)
    static func + (a: WideHalves, b: WideHalves) -> WideHalves {
      WideHalves(a.low &+ b.low, a.high &+ b.high)
    }

    @inline(__always)
    static func - (a: WideHalves, b: WideHalves) -> WideHalves {
      WideHalves(a.low &- b.low, a.high &- b.high)
    }

    /// `(x + 2^(place-1)) >> place` of each.
    @inline(__always)
    func rounded(toPlace place: Int64) -> Lanes {
      let half = Half(repeating: 1 &<< (place &- 1))
      let (a, b) = ((low &+ half) &>> place, (high &+ half) &>> place)
      return Lanes(
        Int32(truncatingIfNeeded: a[0]), Int32(truncatingIfNeeded: a[1]),
        Int32(truncatingIfNeeded: a[2]), Int32(truncatingIfNeeded: a[3]),
        Int32(truncatingIfNeeded: b[0]), Int32(truncatingIfNeeded: b[1]),
        Int32(truncatingIfNeeded: b[2]), Int32(truncatingIfNeeded: b[3]))
    }
  }

#endif
