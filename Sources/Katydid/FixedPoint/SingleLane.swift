#if SingleLane

  /// One neuron at a time: the width in which states are updated on a processor without vectors, such as a Cortex-M. Vectors of
  /// eight would be taken apart there, and most of the parts would not stay in registers.
  typealias Lanes = SIMD1<Int32>

  /// An intermediate result that may need more than 32 bits.
  typealias WideLanes = SIMD1<Int64>

  /// A vector of one: the same code for every width.
  struct SIMD1<Scalar: SIMDScalar & FixedWidthInteger>: SIMD
  where Scalar.SIMDMaskScalar: FixedWidthInteger & SignedInteger {
    typealias MaskStorage = SIMD1<Scalar.SIMDMaskScalar>

    private var value: Scalar

    @inline(__always)
    init() { value = 0 }

    var scalarCount: Int { 1 }

    subscript(index: Int) -> Scalar {
      @inline(__always) get { value }
      @inline(__always) set { value = newValue }
    }
  }

  extension WideLanes {
    @inline(__always)
    init(truncatingIfNeeded lanes: Lanes) { self.init(repeating: widened(lanes[0])) }
  }

  extension Lanes {
    @inline(__always)
    init(truncatingIfNeeded lanes: WideLanes) {
      self.init(repeating: Int32(truncatingIfNeeded: lanes[0]))
    }
  }

  /// `(factor * state + 2^30) >> 31`: `state` times a factor in Q31, `0 <= factor`.
  @inline(__always)
  func multiplyQ31(_ factor: Lanes, _ state: Lanes) -> Lanes {
    let rounded = (product(factor[0], state[0]) &+ 1 &<< 30) &>> 31
    return Lanes(repeating: Int32(truncatingIfNeeded: rounded))
  }

  /// `(mantissa * state + 2^(shift-1)) >> shift`: a coupling that may exceed one, `1 <= shift <= 62`.
  ///
  /// The last place is shifted out by itself: that takes one shift by a variable where the formula takes two.
  @inline(__always)
  func multiply(_ mantissa: Lanes, _ state: Lanes, shift: Lanes) -> WideLanes {
    let exact = product(mantissa[0], state[0])
    return WideLanes(repeating: (exact &>> widened(shift[0] &- 1) &+ 1) &>> 1)
  }

  /// `saturate(a + b)` for a state `a` and any `b`, and all ones if it is not `a + b`.
  @inline(__always)
  func saturatedSum(_ a: Lanes, _ b: Lanes) -> (Lanes, isOutside: Lanes) {
    let (sum, overflows) = a[0].addingReportingOverflow(b[0])
    if _slowPath(overflows || sum.magnitude > UInt32(bitPattern: maximumState)) {
      return outside(widened(a[0]) &+ widened(b[0]))
    }
    return (Lanes(repeating: sum), .zero)
  }

  /// `saturate(x)`, and all ones if it is not `x`.
  @inline(__always)
  func saturated(_ x: WideLanes) -> (Lanes, isOutside: Lanes) {
    let largest = Int64(maximumState)
    if _slowPath(UInt64(bitPattern: x[0] &+ largest) > UInt64(bitPattern: 2 &* largest)) {
      return outside(x[0])
    }
    return (Lanes(truncatingIfNeeded: x), .zero)
  }

  /// What becomes of a number that is no state. Rare: kept out of the loop over the neurons.
  @inline(never)
  private func outside(_ x: Int64) -> (Lanes, isOutside: Lanes) {
    (Lanes(repeating: saturate(x)), Lanes(repeating: -1))
  }

  extension ComplexLanes {
    /// The product with a number of magnitude one, Q30: exact in 64 bits, rounded once. Parts of `self` are below 2^30.
    @inline(__always)
    func rotated(by w: ComplexLanes) -> ComplexLanes {
      let (x, y, u, v) = (re[0], im[0], w.re[0], w.im[0])
      return ComplexLanes(
        roundedQ30(product(x, u) &- product(y, v)), roundedQ30(product(x, v) &+ product(y, u)))
    }

    /// `(x + 2^29) >> 30`
    @inline(__always)
    private func roundedQ30(_ x: Int64) -> Lanes {
      Lanes(repeating: Int32(truncatingIfNeeded: (x &+ 1 &<< 29) &>> 30))
    }
  }

  /// Whether any bit of a mask is set.
  @inline(__always)
  func isAnySet(_ mask: Lanes) -> Bool { mask[0] != 0 }

  /// One bit a lane: set where the mask holds.
  @inline(__always)
  func bits(of mask: Lanes) -> UInt32 { UInt32(bitPattern: mask[0]) & 1 }

  extension Lanes {
    /// `scalarCount`, as a constant that loops are optimised for.
    static var count: Int {
      @inline(__always) get { 1 }
    }

    /// In the opposite order.
    var reversed: Lanes {
      @inline(__always) get { self }
    }

    /// The lower half of each lane.
    var lowerHalves: SIMD1<Int16> {
      @inline(__always) get { SIMD1<Int16>(repeating: Int16(truncatingIfNeeded: self[0])) }
    }
  }

  extension UnsafeMutablePointer<Int32> {
    /// The elements from `index` on.
    @inline(__always)
    func lanes(_ index: Int) -> Lanes { unsafe Lanes(repeating: self[index]) }

    @inline(__always)
    func store(_ lanes: Lanes, _ index: Int) { unsafe self[index] = lanes[0] }
  }

  extension UnsafePointer<Int32> {
    /// The elements from `index` on.
    @inline(__always)
    func lanes(_ index: Int) -> Lanes { unsafe Lanes(repeating: self[index]) }
  }

#endif
