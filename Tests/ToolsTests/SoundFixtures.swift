import Foundation
import Katydid

@testable import katydid_tools

/// A tone that swells and fades, after as much silence.
func tone(hertz: Double, seconds: Double = 0.4, rateHz: Int = 16_000) -> [Int16] {
  let count = Int(seconds * Double(rateHz))
  let swell = (0..<count).map { index in
    let envelope = sin(.pi * Double(index) / Double(count))
    let phase = 2 * .pi * hertz * Double(index) / Double(rateHz)
    return Int16((4_000 * envelope * sin(phase)).rounded())
  }
  return Array(repeating: 0, count: count) + swell
}

func noise(_ count: Int, amplitude: Int16, seed: UInt64) -> [Int16] {
  var generator = SplitMix64(seed: seed)
  return (0..<count).map { _ in Int16.random(in: -amplitude...amplitude, using: &generator) }
}

/// A mono WAV file of 16 bits.
func writeWAV(_ samples: [Int16], rateHz: Int = 16_000, to path: String) throws {
  var file = ByteBuilder()
  file.append(contentsOf: "RIFF".utf8)
  file.append(UInt32(36 + 2 * samples.count))
  file.append(contentsOf: "WAVEfmt ".utf8)
  file.append(UInt32(16))
  file.append(UInt16(1))  // PCM
  file.append(UInt16(1))  // channels
  file.append(UInt32(rateHz))
  file.append(UInt32(2 * rateHz))
  file.append(UInt16(2))
  file.append(UInt16(16))
  file.append(contentsOf: "data".utf8)
  file.append(UInt32(2 * samples.count))
  for sample in samples { file.append(sample) }
  try Data(file.bytes).write(to: URL(fileURLWithPath: path))
}

/// A model that tells a low tone from a high one: its readout counts the rises of the lower and of the upper bands, and
/// `unknown` has a small lead where nothing rises.
func writeToneModel(to path: String) throws {
  let channels = MelSettings.channelCount
  var weights = [Double](repeating: 0, count: 3 * channels)
  for band in 0..<40 { weights[(band < 20 ? 0 : 1) * channels + band] = 1 }
  var readout = RealLayer.uniform("readout", .leakyIntegrator, count: 3, leak: 0.9)
  readout.bias = [0, 0, 0.0625]
  var network = RealNetwork.single(readout, inputs: channels, weights: weights)
  network.inputMagnitude = 15
  network.labels = ["low", "high", "unknown"]
  var integer = try Quantiser().quantise(network).network
  integer.frontEnd = IntegerFrontEnd(
    kind: .mel(riseShift: 15, fallShift: 15, clampsAtZero: false), hopsPerTick: 2,
    bandFloor: 10 * 1024, step: 1024, limit: 15, gate: nil)
  integer.decision = IntegerDecision(
    smoothingMilliseconds: 0, holdOffMilliseconds: 0, threshold: 16_384, consecutiveTicks: 1,
    classes: try integer.layers[0].parameters[.unit, default: []].enumerated().map { index, unit in
      let unit = Double(Float(bitPattern: UInt32(bitPattern: unit)))
      guard
        let each = IntegerDecision.Class(unit: unit, logitScale: 1, makesEvents: index < 2)
      else { throw Failure(.badData, "no scale") }
      return each
    })
  try BlobWriter.write(integer).write(to: path)
}
