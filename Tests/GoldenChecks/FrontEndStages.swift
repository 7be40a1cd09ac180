#if KATYDID_IS_IMPORTED
  @testable import Katydid
#endif

extension FrontEnd {
  /// Compares what the stages inside a frame left behind after a hop.
  mutating func compareStages(
    with records: inout GoldenRecords, hop: Int
  ) throws(GoldenFault) {
    if let mel = analysis.mel {
      try mel.compareStages(with: &records, frame: framer.frame, hop: hop)
    } else if let semitone = analysis.semitone {
      try semitone.compareStages(with: &records, frame: framer.frame, hop: hop)
    }
  }
}

extension MelAnalysis {
  fileprivate func compareStages(
    with records: inout GoldenRecords, frame: UnsafePointer<Int16>, hop: Int
  ) throws(GoldenFault) {
    try records.read("exponent", hop: hop).expect(Int64(spectrum.exponent ?? -1), at: 0)
    let re = try records.read("re", hop: hop)
    let im = try records.read("im", hop: hop)
    let energies = try records.read("energies", hop: hop)
    if spectrum.exponent != nil {
      try spectrum.compareBins(with: re, im, firstElement: 0)
      try energies.compare(filterbank.energies, count: MelSettings.bandCount)
    }
    // Windowing again overwrites the FFT's input, which is free by now.
    let peak = spectrum.applyWindow(frame)
    let windowed = try records.read("windowed", hop: hop)
    var largest: Int64 = 0
    for index in 0..<Framer.frameSamples {
      let part = index % 2 == 0 ? spectrum.fft.re : spectrum.fft.im
      try windowed.expect(Int64(part[index / 2]), at: index)
      largest = max(largest, abs(windowed[index]))
    }
    guard peak == largest else {
      throw .differs(RecordName("peak", hop: hop), index: 0, expected: largest, got: Int64(peak))
    }
  }
}

extension SemitoneAnalysis {
  /// The spectra of all streams but one were overwritten: they are made again.
  fileprivate func compareStages(
    with records: inout GoldenRecords, frame: UnsafePointer<Int16>, hop: Int
  ) throws(GoldenFault) {
    let exponents = try records.read("exponents", hop: hop)
    let frames = try records.read("frames", hop: hop)
    let re = try records.read("re", hop: hop)
    let im = try records.read("im", hop: hop)
    let energies = try records.read("energies", hop: hop)
    if !(0..<exponents.count).contains(where: { exponents[$0] < 0 }) {
      try energies.compare(filterbank.energies, count: SemitoneSettings.channelCount)
    }
    var spectrum = spectrum
    for stream in 0..<RateStreams.count {
      let frame = stream == 0 ? frame : streams.frame(stream)
      for index in 0..<Framer.frameSamples {
        try frames.expect(Int64(frame[index]), at: Framer.frameSamples * stream + index)
      }
      spectrum.update(frame)
      try exponents.expect(Int64(spectrum.exponent ?? -1), at: stream)
      guard spectrum.exponent != nil else { continue }
      try spectrum.compareBins(with: re, im, firstElement: (Spectrum.bins - 1) * stream)
    }
  }
}

extension Spectrum {
  /// Compares the bins that are computed with records of the bins from 1 on.
  fileprivate func compareBins(
    with reals: GoldenRecord, _ imaginaries: GoldenRecord, firstElement: Int
  ) throws(GoldenFault) {
    for bin in Spectrum.usedBins {
      try reals.expect(Int64(re[bin]), at: firstElement + bin - 1)
      try imaginaries.expect(Int64(im[bin]), at: firstElement + bin - 1)
    }
  }
}

extension GoldenRecord {
  fileprivate func compare(
    _ energies: UnsafePointer<UInt64>, count: Int
  ) throws(GoldenFault) {
    for index in 0..<count { try expect(Int64(energies[index]), at: index) }
  }
}
