import Katydid

/// A network in the integers of the blob, before it is laid out in bytes. Formats in `Numbers.md`.
struct IntegerNetwork {
  var inputChannels: Int
  var inputMagnitude: Int
  var layers: [IntegerLayer]
  var projections: [IntegerProjection]
  var outputLayer: Int
  var labels: [String]?
  /// JSON, an object.
  var provenance: String
  /// For recognition: how samples become input.
  var frontEnd: IntegerFrontEnd?
  /// For recognition: how the readout becomes events.
  var decision: IntegerDecision?
}

struct IntegerLayer {
  var name: String
  var kind: NeuronKind
  var count: Int
  var reset: ResetMode
  var comparison: Comparison
  var fractionBits: Int
  var largestCount: Int
  /// `count` elements for each parameter that the layer has; the unit as the bits of a float32.
  var parameters: [Parameter: [Int32]]
  /// Whether a neuron keeps its membrane potential in its refractory period. Only with refractory periods.
  var holdsInRefractory = false

  var flags: LayerFlags {
    var flags: UInt8 = 0
    if parameters[.refractoryPeriod] != nil { flags |= LayerFlags.hasRefractory.rawValue }
    if holdsInRefractory { flags |= LayerFlags.holdsInRefractory.rawValue }
    if parameters[.lowerBound] != nil { flags |= LayerFlags.hasLowerBound.rawValue }
    return LayerFlags(rawValue: flags)
  }
}

struct IntegerProjection {
  /// Index of a layer, or nil for the input.
  var source: Int?
  var target: Int
  /// Sources that the weights have: those of the projection, or the outputs of its pooling.
  var sources: Int
  var targets: Int
  /// -127...127, row-major: `[targets, sources]`, of a convolution its kernels
  /// `[output channels, input channels / groups, vertical kernel, horizontal kernel]`.
  var weights: [Int8]
  var layout: SynapseLayout
  /// The shape of a convolution (`layout` is `.convolution`), whose output is the target layer. All neurons of an output channel
  /// have one weight step.
  var convolution: ConvolutionShape?
  /// A sum pooling of the sources' events before the weights.
  var pooling: ConvolutionShape?
  /// For each source (before the pooling) the ticks, 0...65,535, by which its events come later.
  var delayTicks: [UInt16]?
}

extension IntegerProjection {
  /// Number of weights that are not zero.
  var synapses: Int { weights.count { $0 != 0 } }

  /// The targets of a source's synapses, cut into the blocks of a sparse row.
  func blocks(ofSource source: Int) -> [[Int]] {
    var blocks: [[Int]] = []
    for target in 0..<targets where weights[target * sources + source] != 0 {
      if let block = blocks.last, block.count < SparseSynapses.blockSynapses,
        target - block[0] <= SparseSynapses.largestOffset
      {
        blocks[blocks.count - 1].append(target)
      } else {
        blocks.append([target])
      }
    }
    return blocks
  }

  /// Bytes of the weights as they are laid out.
  var weightBytes: Int {
    switch layout {
    case .dense: denseBytes
    case .sparse: sparseBytes
    case .convolution: ConvolutionShape.recordBytes + weights.count
    }
  }

  /// Bytes of the weights as dense rows.
  var denseBytes: Int { sources * align16(targets) }

  /// Bytes of the weights as sparse rows.
  var sparseBytes: Int {
    let count = (0..<sources).reduce(0) { $0 + blocks(ofSource: $1).count }
    return SparseSynapses.byteCount(sources: sources, blocks: count)
  }

  var smallerLayout: SynapseLayout { sparseBytes < denseBytes ? .sparse : .dense }
}
