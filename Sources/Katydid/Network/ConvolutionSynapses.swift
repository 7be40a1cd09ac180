/// Convolution: shared weights, added event by event.
///
/// A source's event adds, for every window over its element, one value of the kernel to each output channel of its group. The
/// kernels lie as `[input channel][vertical][horizontal][output channel of the group]`, so that what one tap adds is contiguous.
@safe struct ConvolutionSynapses {
  private let windows: SlidingWindows
  private let kernels: UnsafePointer<Int8>
  private let area: Int
  private let inputChannelsPerGroup: Int
  private let outputChannelsPerGroup: Int

  /// Bytes that the arena formula counts for this structure, on every platform alike.
  static let arenaBytes = 256

  init(_ data: UnsafeRawBufferPointer) {
    let record = unsafe data.baseAddress.unsafelyUnwrapped
    let shape = unsafe ConvolutionShape(validated: record)
    windows = SlidingWindows(shape)
    unsafe kernels = unsafe (record + ConvolutionShape.recordBytes)
      .assumingMemoryBound(to: Int8.self)
    area = shape.area
    inputChannelsPerGroup = shape.inputChannelsPerGroup
    outputChannelsPerGroup = shape.outputChannelsPerGroup
  }

  static func validate(_ data: ByteReader, sources: Int, targets: Int) throws(ModelError) {
    let shape = try ConvolutionShape(validating: data, sources: sources)
    guard shape.output.count == targets else { throw data.failure(.badShape, at: 6) }
    // Four numbers below 2^16: their product fits.
    let kernels =
      UInt64(shape.input.channels) * UInt64(shape.outputChannelsPerGroup)
      * UInt64(shape.vertical.kernel) * UInt64(shape.horizontal.kernel)
    guard UInt64(data.count - ConvolutionShape.recordBytes) == kernels else {
      throw data.failure(.badBlock, at: 0)
    }
    for offset in ConvolutionShape.recordBytes..<data.count where try data.u8(offset) == 0x80 {
      throw data.failure(.outOfRange, at: offset)
    }
  }
}

extension ConvolutionSynapses {
  /// Adds what all events bring to the exact sums of the targets; returns the synapses passed.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(never)
  func add(_ events: borrowing SpikeList, to sums: UnsafeMutablePointer<Int32>) -> Int {
    var passed = 0
    events.forEachEvent { source, value in
      unsafe passed &+= add(source, Int32(truncatingIfNeeded: value), to: sums)
    }
    return passed
  }

  /// Adds what one event brings; returns the synapses passed.
  #if hasFeature(Embedded)
    @_noLocks
  #endif
  @inline(never)
  func add(_ source: Int, _ value: Int32, to sums: UnsafeMutablePointer<Int32>) -> Int {
    let channel = windows.channel(of: source)
    let group = Int(UInt32(truncatingIfNeeded: channel) / UInt32(inputChannelsPerGroup))
    let kernel = unsafe kernels + channel &* area &* outputChannelsPerGroup
    let step = windows.outputChannelCount
    let targets = unsafe sums + group &* outputChannelsPerGroup &* step
    var passed = 0
    windows.forEachWindow(over: source) { output, element in
      var weight = unsafe kernel + element &* outputChannelsPerGroup
      let end = unsafe weight + outputChannelsPerGroup
      var target = unsafe targets + output
      while unsafe weight < end {
        unsafe target.pointee &+= value &* Int32(weight.pointee)
        unsafe weight += 1
        unsafe target += step
      }
      passed &+= outputChannelsPerGroup
    }
    return passed
  }
}
