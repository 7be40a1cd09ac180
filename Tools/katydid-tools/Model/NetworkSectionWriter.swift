import Katydid

/// Lays out the network section: header, layer records, projection records, data blocks.
enum NetworkSectionWriter {
  static func bytes(of network: IntegerNetwork) throws(Failure) -> [UInt8] {
    var section = ByteBuilder()
    section.append(UInt32(network.inputChannels))
    section.append(UInt32(network.inputMagnitude))
    section.append(UInt32(network.layers.count))
    section.append(UInt32(network.projections.count))
    section.append(UInt32(network.outputLayer))
    section.appendZeros(12)

    let layerRecords = section.count
    for layer in network.layers { appendRecord(of: layer, to: &section) }
    let projectionRecords = section.count
    for projection in network.projections { appendRecord(of: projection, to: &section) }

    for (index, layer) in network.layers.enumerated() {
      let offset = section.appendBlock(parameters(of: layer))
      guard section.count <= UInt32.max else { throw BlobWriter.tooLarge }
      section.store(UInt32(offset), at: layerRecords + NetworkSection.recordBytes * index + 12)
    }
    for (index, projection) in network.projections.enumerated() {
      let data = weights(of: projection)
      let offset = section.appendBlock(data)
      guard section.count <= UInt32.max else { throw BlobWriter.tooLarge }
      let record = projectionRecords + NetworkSection.recordBytes * index
      section.store(UInt32(offset), at: record + 8)
      section.store(UInt32(data.count), at: record + 12)
    }
    return section.bytes
  }

  private static func appendRecord(of layer: IntegerLayer, to section: inout ByteBuilder) {
    section.append(layer.kind.rawValue)
    section.append(layer.reset.rawValue)
    section.append(layer.comparison.rawValue)
    section.append(UInt8(layer.fractionBits))
    section.append(UInt8(layer.largestCount))
    section.append(UInt8(layer.hasRefractory ? 1 : 0))
    section.appendZeros(2)
    section.append(UInt32(layer.count))
    section.appendZeros(4)  // offset of the parameters, stored when it is known
    section.appendZeros(16)
  }

  private static func appendRecord(of projection: IntegerProjection, to section: inout ByteBuilder)
  {
    section.append(projection.source.map { UInt16($0) } ?? NetworkSection.inputSource)
    section.append(UInt16(projection.target))
    section.append(projection.layout.rawValue)
    section.appendZeros(3)
    section.appendZeros(8)  // offset and length of the weights, stored when they are known
    section.appendZeros(16)
  }

  private static func parameters(of layer: IntegerLayer) -> [UInt8] {
    var block = ByteBuilder()
    for parameter in layer.parameters.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
      for value in layer.parameters[parameter, default: []] { block.append(value) }
      for _ in layer.count..<align16(layer.count) { block.append(parameter.neutral) }
    }
    return block.bytes
  }

  private static func weights(of projection: IntegerProjection) -> [UInt8] {
    switch projection.layout {
    case .dense: denseRows(of: projection)
    case .sparse: sparseRows(of: projection)
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
}
