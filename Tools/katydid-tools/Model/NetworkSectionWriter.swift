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
      let record = projectionRecords + NetworkSection.recordBytes * index
      /// Appends a block and stores its offset in the record.
      func place(_ data: [UInt8], _ field: Int) throws(Failure) {
        let offset = section.appendBlock(data)
        guard section.count <= UInt32.max else { throw BlobWriter.tooLarge }
        section.store(UInt32(offset), at: record + field)
      }
      let data = ProjectionWriter.weights(of: projection)
      try place(data, 8)
      section.store(UInt32(data.count), at: record + 12)
      if let delays = projection.delayTicks {
        var block = ByteBuilder()
        for delay in delays { block.append(delay) }
        try place(block.bytes, 16)
      }
      if let pooling = projection.pooling {
        try place(ProjectionWriter.record(of: pooling), 20)
      }
    }
    return section.bytes
  }

  private static func appendRecord(of layer: IntegerLayer, to section: inout ByteBuilder) {
    section.append(layer.kind.rawValue)
    section.append(layer.reset.rawValue)
    section.append(layer.comparison.rawValue)
    section.append(UInt8(layer.fractionBits))
    section.append(UInt8(layer.largestCount))
    section.append(layer.flags.rawValue)
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
    var flags: UInt8 = 0
    if projection.delayTicks != nil { flags |= ProjectionRecord.delayed }
    if projection.pooling != nil { flags |= ProjectionRecord.pooled }
    section.append(flags)
    section.append(projection.delayTicks?.max() ?? 0)
    section.appendZeros(24)  // where the data lies, stored when it is known, and reserved
  }

  private static func parameters(of layer: IntegerLayer) -> [UInt8] {
    var block = ByteBuilder()
    for parameter in layer.parameters.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
      for value in layer.parameters[parameter, default: []] { block.append(value) }
      for _ in layer.count..<align16(layer.count) { block.append(parameter.neutral) }
    }
    return block.bytes
  }
}
