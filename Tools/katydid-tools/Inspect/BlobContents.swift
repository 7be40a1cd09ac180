import Foundation
import Katydid

// What `inspect` reads beyond what running a model needs. The blob was validated, so every offset is good.

extension UnsafeRawBufferPointer {
  func u32(_ offset: Int) -> UInt32 {
    UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}

extension Blob {
  /// Kind and length of every section, also of those that this program does not know.
  var sections: [(kind: UInt16, bytes: Int)] {
    (0..<Int(bytes.u32(16))).map { index in
      let entry = Blob.headerBytes + Blob.sectionEntryBytes * index
      return (UInt16(truncatingIfNeeded: bytes.u32(entry)), Int(bytes.u32(entry + 12)))
    }
  }

  /// The provenance as an object, if it is one.
  var provenanceObject: [String: Any]? {
    guard let provenance else { return nil }
    return try? JSONSerialization.jsonObject(with: Data(provenance)) as? [String: Any]
  }
}

extension Blob.SectionKind {
  var title: String {
    switch self {
    case .network: "network"
    case .labels: "labels"
    case .layerNames: "layer names"
    case .provenance: "provenance"
    case .frontEnd: "front end"
    case .decision: "decision"
    }
  }
}

extension ProjectionRecord {
  /// Weights that are stored and not zero.
  /// - Parameter sources: Sources that the weights have.
  func synapseCount(sources: Int) -> Int {
    switch layout {
    case .dense:
      // Rows have an even length: a byte's column is even where its index is.
      return data.indices.count { data[$0] != ($0 % 2 == 0 ? 128 : 0) }
    case .sparse:
      // The fan-out is the upper half of a row's second word.
      return (0..<sources).reduce(0) { $0 + Int(data.u32(SparseSynapses.rowBytes * $1 + 4) >> 16) }
    case .convolution:
      // Shared: as many as there are values in the kernels.
      return data[ConvolutionShape.recordBytes...].count { $0 != 0 }
    }
  }
}
