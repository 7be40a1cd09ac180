import Katydid

/// Lays out what a projection record points to: weights, and the shape of a pooling.
enum ProjectionWriter {
  /// The data block of the weights, in the layout of the projection.
  static func weights(of projection: IntegerProjection) -> [UInt8] {
    switch projection.layout {
    case .dense: denseRows(of: projection)
    case .sparse: sparseRows(of: projection)
    case .convolution: kernels(of: projection)
    }
  }

  private static func denseRows(of projection: IntegerProjection) -> [UInt8] {
    let stride = align16(projection.targets)
    // Even columns carry an offset of 128.
    let zeroRow = (0..<stride).map { $0 % 2 == 0 ? UInt8(128) : 0 }
    var rows: [UInt8] = []
    rows.reserveCapacity(projection.sources * stride)
    for source in 0..<projection.sources {
      rows.append(contentsOf: zeroRow)
      for target in 0..<projection.targets {
        let weight = projection.weights[target * projection.sources + source]
        rows[source * stride + target] ^= UInt8(bitPattern: weight)
      }
    }
    return rows
  }

  private static func sparseRows(of projection: IntegerProjection) -> [UInt8] {
    var rows = ByteBuilder()
    var blocks = ByteBuilder()
    for source in 0..<projection.sources {
      let row = projection.blocks(ofSource: source)
      rows.append(UInt32(blocks.count / SparseSynapses.blockBytes))
      rows.append(UInt16(row.count))
      rows.append(UInt16(row.reduce(0) { $0 + $1.count }))
      for targets in row {
        let padding = SparseSynapses.blockSynapses - targets.count
        blocks.append(UInt16(targets[0]))
        for target in targets { blocks.append(UInt8(target - targets[0])) }
        blocks.appendZeros(padding)
        for target in targets {
          blocks.append(projection.weights[target * projection.sources + source])
        }
        blocks.appendZeros(padding)
      }
    }
    _ = rows.appendBlock(blocks.bytes)
    return rows.bytes
  }

  /// The shape, then for each input channel and place in the kernel the output channels of its group.
  private static func kernels(of projection: IntegerProjection) -> [UInt8] {
    guard let shape = projection.convolution else {
      preconditionFailure("a convolution has a shape")
    }
    let (inputs, outputs) = (shape.inputChannelsPerGroup, shape.outputChannelsPerGroup)
    var block = record(of: shape)
    block.reserveCapacity(block.count + projection.weights.count)
    for channel in 0..<shape.input.channels {
      let (group, input) = channel.quotientAndRemainder(dividingBy: inputs)
      for place in 0..<shape.area {
        for output in group * outputs..<(group + 1) * outputs {
          let weight = projection.weights[(output * inputs + input) * shape.area + place]
          block.append(UInt8(bitPattern: weight))
        }
      }
    }
    return block
  }

  /// The shape of a convolution or a pooling.
  static func record(of shape: ConvolutionShape) -> [UInt8] {
    var record = ByteBuilder()
    for extent in [shape.input, shape.output] {
      for size in [extent.channels, extent.height, extent.width] { record.append(UInt16(size)) }
    }
    record.append(UInt16(shape.groups))
    record.appendZeros(2)
    for window in [shape.vertical, shape.horizontal] {
      for number in [window.kernel, window.stride, window.dilation, window.padding] {
        record.append(UInt16(number))
      }
    }
    return record.bytes
  }
}
