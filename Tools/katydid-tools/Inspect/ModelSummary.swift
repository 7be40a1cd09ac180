import Foundation
import Katydid

/// What a blob holds, for people and as JSON.
struct ModelSummary: Codable {
  struct Section: Codable {
    var name: String
    var bytes: Int
  }

  struct Layer: Codable {
    var name: String
    var kind: String
    var neurons: Int
    /// Nil for readouts, as the comparison and the largest count.
    var reset: String?
    var comparison: String?
    var largestCount: Int?
    /// True where the potential stays as it is in a refractory period, else nil.
    var holdsInRefractory: Bool?
    var fractionBits: Int
    var parameterBytes: Int
    /// Ranges over the neurons, in real terms.
    var parameters: [ParameterRange]
  }

  struct Projection: Codable {
    var source: String
    var target: String
    var isRecurrent: Bool
    var sources: Int
    var targets: Int
    /// A convolution with its shape.
    var layout: String
    /// What the events go through before the weights.
    var stages: [String]
    /// Weights that are not zero, of a convolution in its kernels.
    var synapses: Int
    /// Their share of all weights.
    var connectivity: Double
    var bytes: Int
  }

  var bytes: Int
  /// CRC-32 of everything after the header, in hexadecimal.
  var checksum: String
  var minorVersion: Int
  var arenaBytes: Int
  var sections: [Section]
  var inputChannels: Int
  var inputMagnitude: Int
  var layers: [Layer]
  var projections: [Projection]
  var outputLayer: String
  var outputs: Int
  var labels: [String]?
  /// How samples become input, if the model recognises sound.
  var frontEnd: FrontEndSummary?
  var decision: DecisionSummary?
  /// Duration of a tick, if the front end or the provenance states it.
  var tickSeconds: Double?

  init(_ blob: Blob, provenance: [String: Any]?) {
    let network = blob.network
    let names = (0..<network.layerCount).map { index in
      blob.layerNames.map { String(decoding: $0[index], as: UTF8.self) } ?? "layer \(index)"
    }
    bytes = blob.bytes.count
    checksum = String(format: "%08x", blob.bytes.u32(12))
    minorVersion = Int(blob.writtenMinorVersion)
    arenaBytes = blob.arenaBytes
    sections = blob.sections.map { kind, length in
      Section(name: Blob.SectionKind(rawValue: kind)?.title ?? "kind \(kind)", bytes: length)
    }
    inputChannels = network.inputChannels
    inputMagnitude = network.inputMagnitude
    layers = names.indices.map { Layer(network.layer($0), name: names[$0]) }
    projections = (0..<network.projectionCount).map { index in
      Projection(network.projection(index), of: network, names: names)
    }
    outputLayer = names[network.outputLayer]
    outputs = network.outputCount
    labels = blob.labels.map { table in
      (0..<table.count).map { String(decoding: table[$0], as: UTF8.self) }
    }
    frontEnd = blob.frontEnd.map(FrontEndSummary.init)
    decision = blob.decision.map {
      DecisionSummary($0, readout: network.layer(network.outputLayer), labels: labels)
    }
    tickSeconds = frontEnd.map { $0.tickMilliseconds / 1000 } ?? provenance?["dt"] as? Double
  }
}

extension ModelSummary.Layer {
  init(_ record: LayerRecord, name: String) {
    let spikes = record.kind.spikes
    let arrays = (0..<Parameter.total).compactMap(Parameter.init(rawValue:))
      .count { $0.isPresent(in: record.kind, flags: record.flags) }
    self.init(
      name: name, kind: "\(record.kind.title)", neurons: record.count,
      reset: spikes ? record.reset.title : nil, comparison: spikes ? record.comparison.title : nil,
      largestCount: spikes ? record.largestCount : nil,
      holdsInRefractory: record.flags.contains(.holdsInRefractory) ? true : nil,
      fractionBits: record.fractionBits,
      parameterBytes: arrays * 4 * record.paddedCount, parameters: ParameterRange.all(of: record))
  }
}

extension ModelSummary.Projection {
  init(_ record: ProjectionRecord, of network: NetworkSection, names: [String]) {
    let sources = network.sourceCount(record)
    let targets = network.layer(record.target).count
    let weightSources = network.weightSourceCount(record)
    let synapses = record.synapseCount(sources: weightSources)
    let weights = record.convolution.map {
      $0.output.channels * $0.inputChannelsPerGroup * $0.area
    }
    self.init(
      source: record.source.map { names[$0] } ?? "input", target: names[record.target],
      isRecurrent: record.isRecurrent, sources: sources, targets: targets,
      layout: record.convolution.map { "convolution \($0.title)" } ?? record.layout.title,
      stages: record.stageTitles, synapses: synapses,
      connectivity: Double(synapses) / Double(weights ?? weightSources * targets),
      bytes: record.data.count)
  }
}
