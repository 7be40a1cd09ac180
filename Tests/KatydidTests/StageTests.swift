import Foundation
import Testing

@testable import Katydid

/// Convolutions, poolings and delays: what the golden vectors do not show.
struct StageTests {
  /// A network section with a loop that has all stages, in a blob that has nothing else.
  let blob: Data
  private let section = 48
  /// The loop is the second projection, after one layer.
  private let record = 48 + 32 + 32 + 32

  init() throws { blob = try Data(contentsOf: golden.appending(path: "networks/all-stages.kat")) }

  private func place(_ field: Int) -> Int {
    section + (0..<4).reduce(0) { $0 | Int(blob[record + field + $1]) << (8 * $1) }
  }

  /// What is wrong with the blob once the bytes at an offset are others.
  private func fault(_ bytes: [UInt8], at offset: Int) -> ModelError? {
    var damaged = blob
    damaged.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    do throws(ModelError) {
      _ = try Model(resealed(damaged))
      return nil
    } catch { return error }
  }

  @Test func theRecordSaysWhatThereIs() throws {
    let projection = try Model(blob).blob.network.projection(1)
    #expect(projection.layout == .convolution)
    #expect(projection.largestDelayTicks == 3)
    let shape = try #require(projection.convolution)
    #expect(shape.input == Extent(channels: 2, height: 2, width: 3))
    #expect(shape.output == Extent(channels: 2, height: 4, width: 6))
    #expect(shape.vertical == Window(kernel: 2, padding: 1))
    #expect(shape.horizontal == Window(kernel: 3, dilation: 2, padding: 4))
    #expect(projection.pooling?.groups == 2)
  }

  @Test func damagedRecordsAreRefused() {
    #expect(fault([4], at: record + 5) == ModelError(.reservedNotNeutral, at: record + 5))
    #expect(fault([2], at: record + 6) == ModelError(.outOfRange, at: firstDelay(of: 3)))
    #expect(fault([1], at: record + 24) == ModelError(.reservedNotNeutral, at: record + 24))
    // Without the flag what it announces is not neutral.
    #expect(fault([2], at: record + 5) == ModelError(.reservedNotNeutral, at: record + 6))
    #expect(fault([1], at: record + 5) == ModelError(.reservedNotNeutral, at: record + 20))
    #expect(fault([0xFF, 0xFF, 0xFF], at: record + 16) == ModelError(.badBlock, at: record + 16))
    #expect(fault([0xFF, 0xFF, 0xFF], at: record + 20) == ModelError(.badBlock, at: record + 20))
    #expect(fault([3], at: record + 4) == ModelError(.unknownCode, at: record + 4))
  }

  /// Where the first delay of so many ticks lies.
  private func firstDelay(of ticks: UInt8) -> Int {
    let start = place(16)
    return stride(from: start, to: start + 2 * 48, by: 2).first { blob[$0] == ticks } ?? 0
  }

  @Test(
    arguments: [
      // offset in the shape, bytes, and where the fault is seen
      (0, [3], ModelError.Reason.badShape, 0), (2, [0], .outOfRange, 2), (6, [3], .badShape, 6),
      (12, [0], .outOfRange, 12), (12, [3], .badShape, 12), (14, [1], .reservedNotNeutral, 14),
      (16, [0], .outOfRange, 16), (18, [0], .outOfRange, 18), (20, [0], .outOfRange, 20),
      (16, [3], .badBlock, 0), (24, [1, 0x80], .badShape, 24),
    ] as [(Int, [UInt8], ModelError.Reason, Int)])
  func damagedShapesAreRefused(
    offset: Int, bytes: [UInt8], reason: ModelError.Reason, at seen: Int
  ) {
    let shape = place(8)
    #expect(fault(bytes, at: shape + offset) == ModelError(reason, at: shape + seen))
  }

  @Test func aPoolingHasAGroupForEachChannel() {
    let pooling = place(20)
    #expect(fault([1], at: pooling + 12) == ModelError(.badShape, at: pooling + 12))
    #expect(fault([4], at: pooling + 6) == ModelError(.badShape, at: pooling + 12))
    // Another number of outputs: the convolution behind it does not fit.
    #expect(fault([1], at: pooling + 8) == ModelError(.badShape, at: place(8)))
    // Any padding is good, and so are more zeros than elements.
    #expect(fault([0xFF, 0xFF], at: pooling + 22) == nil)
  }

  @Test func aWeightBelowMinus127IsRefused() {
    let weight = place(8) + ConvolutionShape.recordBytes + 5
    #expect(fault([0x80], at: weight) == ModelError(.outOfRange, at: weight))
  }

  @Test func aRingBeyond32BitsIsRefused() throws {
    // 65,536 lists of 48 sources are 22 MB; those of 65,535 sources would be 26 GB.
    #expect(fault([0xFF, 0xFF], at: record + 6) == ModelError(.arenaUnderstated, at: 20))
    #expect(
      DelayLine.arenaBytes(largest: 65_535, sources: 65_535, isGraded: true) > UInt64(UInt32.max))
  }

  /// One channel excited many times fills the place that all channels have, and no more.
  @Test func surplusAfterADelayIsDroppedAndCounted() throws {
    let model = try Model(golden: "networks/delays.kat")
    let channels = model.blob.network.inputChannels
    let delays = try #require(model.blob.network.projection(0).delayTicks)
    let late = try #require((0..<channels).first { delays[$0] == 1 })
    let prompt = try #require((0..<channels).first { delays[$0] == 0 })
    var network = try model.network()
    for _ in 0..<channels { network.excite(channel: late) }
    network.step()
    #expect(network.counters.droppedInputs == 0)
    for _ in 0..<3 { network.excite(channel: prompt) }
    network.step()
    #expect(network.counters.droppedInputs == 3)
  }

  @Test func windowsAreCountedAsPyTorchDoes() {
    #expect(Window(kernel: 3).outputs(of: 5, paddingAfter: 0) == 3)
    #expect(Window(kernel: 3, stride: 2, padding: 1).outputs(of: 6, paddingAfter: 1) == 3)
    #expect(Window(kernel: 3, dilation: 3, padding: 2).outputs(of: 5, paddingAfter: 0) == 1)
    #expect(Window(kernel: 6).outputs(of: 5, paddingAfter: 0) == 0)
  }

  /// The walk over the windows finds what a search of all places finds.
  @Test func everyWindowOverAnElementIsFound() {
    for stride in 1...4 {
      for dilation in 1...4 {
        for padding in 0...3 {
          for kernel in 1...4 {
            let window = Window(
              kernel: kernel, stride: stride, dilation: dilation, padding: padding)
            check(window, inputs: 7, outputs: 5)
          }
        }
      }
    }
  }

  private func check(_ window: Window, inputs: Int, outputs: Int) {
    let one = Window(kernel: 1)
    let shape = ConvolutionShape(
      input: Extent(channels: 1, width: inputs), output: Extent(channels: 1, width: outputs),
      vertical: one, horizontal: window)
    for element in 0..<inputs {
      var found: Set<[Int]> = []
      SlidingWindows(shape).forEachWindow(over: element) { found.insert([$0, $1]) }
      var all: Set<[Int]> = []
      for output in 0..<outputs {
        for k in 0..<window.kernel
        where output * window.stride + k * window.dilation == element + window.padding {
          all.insert([output, k])
        }
      }
      #expect(found == all)
      #expect(found.count <= Int(shape.largestCover))
    }
  }
}
