import Foundation

@testable import Katydid

/// The folder of test vectors.
let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Golden")

/// A blob that is compiled into the program.
func shippedModel(_ name: String) -> URL {
  golden.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Firmware/models/\(name).kat")
}

/// Bytes at an address that is a multiple of 16, exactly as many as given, so that a sanitizer sees what goes beyond.
final class AlignedBytes {
  let buffer: UnsafeMutableRawBufferPointer

  init(_ bytes: some Collection<UInt8>) {
    buffer = .allocate(byteCount: bytes.count, alignment: 16)
    buffer.copyBytes(from: bytes)
  }

  init(zeros count: Int) {
    buffer = .allocate(byteCount: count, alignment: 16)
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { buffer.deallocate() }

  var readOnly: UnsafeRawBufferPointer { UnsafeRawBufferPointer(buffer) }
}

/// A blob and room to run it in.
final class Model {
  let bytes: AlignedBytes
  let arena: AlignedBytes
  let blob: Blob

  init(_ content: some Collection<UInt8>) throws(ModelError) {
    bytes = AlignedBytes(content)
    blob = try Blob(validating: bytes.readOnly)
    arena = AlignedBytes(zeros: blob.arenaBytes)
  }

  convenience init(golden name: String) throws {
    try self.init(file: golden.appending(path: name))
  }

  convenience init(file: URL) throws { try self.init(Data(contentsOf: file)) }

  func network() throws(ModelError) -> Network { try Network(blob, arena: arena.buffer) }
}

/// Writes a u32 and makes the checksum right again, so that only the change itself can be refused.
func patched(_ blob: Data, _ value: UInt32, at offset: Int) -> Data {
  var blob = blob
  for byte in 0..<4 { blob[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  return resealed(blob)
}

/// The blob with the checksum that its bytes have.
func resealed(_ blob: Data) -> Data {
  var blob = blob
  guard blob.count >= 32 else { return blob }
  let crc = AlignedBytes(blob.dropFirst(32))
  let value = crc32(crc.readOnly)
  for byte in 0..<4 { blob[12 + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
  return blob
}

/// The bits of all states and spikes of a network after its last tick.
func fingerprint(_ network: borrowing Network, _ section: NetworkSection) -> [Int32] {
  var bits: [Int32] = []
  for layer in 0..<section.layerCount {
    for neuron in 0..<section.layer(layer).count {
      for variable in [StateVariable.membrane, .current, .adaptation, .refractory] {
        bits.append(network.value(of: variable, layer: layer, neuron: neuron))
      }
    }
    var spikes: [(Int, Int)] = []
    network.forEachSpike(inLayer: layer) { spikes.append(($0, $1)) }
    for (neuron, count) in spikes.sorted(by: { $0.0 < $1.0 }) {
      bits.append(Int32(neuron))
      bits.append(Int32(count))
    }
  }
  return bits
}

/// An array of a golden file of the audio path.
func goldenElements<T: FixedWidthInteger>(
  _ record: StaticString, of name: String, as type: T.Type
) throws -> [T] {
  let file = AlignedBytes(try Data(contentsOf: golden.appending(path: "frontend/\(name).golden")))
  return try withExtendedLifetime(file) {
    var records = try GoldenRecords(file.readOnly)
    return try records.read(record).elements(as: type)
  }
}

/// The front end section of a golden file, and working memory for it.
func frontEnd(of name: String) throws -> (FrontEndSection, AlignedBytes) {
  let bytes = AlignedBytes(try goldenElements("section", of: name, as: UInt8.self))
  let section = try FrontEndSection(validating: bytes.readOnly)
  return (section, AlignedBytes(zeros: section.arenaBytes))
}
