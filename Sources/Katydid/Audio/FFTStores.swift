// How the first two stages of the FFT store the results of the butterflies from `index` on, which stand closer together than lanes.

#if SingleLane

  extension UnsafeMutablePointer<Int32> {
    /// `a b c d`
    @inline(__always)
    func storeInterleaved(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ index: Int) {
      let target = unsafe self + 4 &* index
      unsafe target.store(a, 0)
      unsafe target.store(b, 1)
      unsafe target.store(c, 2)
      unsafe target.store(d, 3)
    }

    /// `a · · · b · · · c · · · d · · ·` for the first of four butterflies, one place further for each of the others.
    @inline(__always)
    func storeFours(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ index: Int) {
      let target = unsafe self + (4 &* (index & ~3) &+ (index & 3))
      unsafe target.store(a, 0)
      unsafe target.store(b, 4)
      unsafe target.store(c, 8)
      unsafe target.store(d, 12)
    }
  }

#else

  extension UnsafeMutablePointer<Int32> {
    /// `a0 b0 c0 d0 a1 b1 c1 d1 …`
    @inline(__always)
    func storeInterleaved(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ index: Int) {
      let target = unsafe self + 4 &* index
      let ac = SIMD16<Int32>(interleaving: a, c)
      let bd = SIMD16<Int32>(interleaving: b, d)
      let low = SIMD16<Int32>(interleaving: ac.lowHalf, bd.lowHalf)
      let high = SIMD16<Int32>(interleaving: ac.highHalf, bd.highHalf)
      unsafe target.store(low.lowHalf, 0)
      unsafe target.store(low.highHalf, 8)
      unsafe target.store(high.lowHalf, 16)
      unsafe target.store(high.highHalf, 24)
    }

    /// `a0…a3 b0…b3 c0…c3 d0…d3 a4…a7 b4…b7 …`: eight butterflies are two groups of four.
    @inline(__always)
    func storeFours(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, _ index: Int) {
      let target = unsafe self + 4 &* index
      unsafe target.store(Lanes(lowHalf: a.lowHalf, highHalf: b.lowHalf), 0)
      unsafe target.store(Lanes(lowHalf: c.lowHalf, highHalf: d.lowHalf), 8)
      unsafe target.store(Lanes(lowHalf: a.highHalf, highHalf: b.highHalf), 16)
      unsafe target.store(Lanes(lowHalf: c.highHalf, highHalf: d.highHalf), 24)
    }
  }

  extension SIMD16<Int32> {
    /// `a0 b0 a1 b1 …`
    @inline(__always)
    fileprivate init(interleaving a: Lanes, _ b: Lanes) {
      self.init()
      evenHalf = a
      oddHalf = b
    }
  }

#endif
