import Foundation
import Katydid
import Testing

@testable import katydid_tools

/// Models that recognise sound: front end and decision from their files into the blob and out again.
@Suite struct RecognitionPackTests {
  private static let decision = """
    {"smoothing_ms": 200, "hold_off_ms": 500, "threshold": 0.6, "consecutive_ticks": 3,
     "logit_scale": 2.5, "never_events": ["unknown"]}
    """
  private let folder: TemporaryFolder
  private let frontEndPath = golden("front-end/standard.json")

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(name)))
    return folder.path(name)
  }

  private func integer(
    _ network: RealNetwork, labels: [String]? = ["yes", "no", "unknown"]
  ) throws -> IntegerNetwork {
    var network = network
    network.labels = labels
    network.inputMagnitude = 15
    return try Quantiser().quantise(network).network
  }

  @Test func `logits are the potentials times the scale`() throws {
    var network = try integer(.recurrent(.adLIF, inputs: 80))
    let files = RecognitionFiles(
      frontEnd: frontEndPath, decision: try write(Self.decision, "d.json"))
    #expect(try files.apply(to: &network, tickSeconds: 0.02) == [])
    let loaded = try LoadedModel(try BlobWriter.write(network))
    let section = try #require(loaded.blob.decision)
    #expect(
      section.settings
        == DecisionSettings(
          smoothingMilliseconds: 200, threshold: 19_661, consecutiveTicks: 3,
          holdOffMilliseconds: 500))
    let readout = loaded.blob.network.layer(loaded.blob.network.outputLayer)
    for index in 0..<3 {
      let scale = section[index]
      #expect(scale.makesEvents == (index != 2))
      #expect(abs(Int64(scale.mantissa)) >= 1 << 30)
      let potential = 3.7 / readout.unit(ofNeuron: index)
      let logit = potential * scalbn(Double(scale.mantissa), -Int(scale.shift))
      #expect(abs(logit - 3.7 * 2.5 * M_LOG2E * 1024) < 0.01)
    }
    // The header states what the recogniser takes.
    let blob = loaded.blob
    #expect(blob.arenaBytes == Blob.arenaBytes(blob.network, blob.frontEnd, blob.decision))
    let arena = AlignedBytes(count: blob.arenaBytes)
    let recognizer = try Recognizer(blob, arena: arena.bytes)
    #expect(recognizer.tickSamples == 320)
    withExtendedLifetime((loaded, arena)) {}
  }

  private static let tracking = """
    {"kind": "tracking", "rest": "N", "smoothing_ms": 60, "hold_off_ms": 0, "threshold": 0.5,
     "consecutive_ticks": 2, "rest_ticks": 9, "logit_scale": 1, "never_events": []}
    """

  @Test func `a decision that tracks names its rest class`() throws {
    var network = try integer(.recurrent(.adLIF, inputs: 80), labels: ["C:maj", "A:min", "N"])
    let decision = try write(Self.tracking, "d.json")
    let files = RecognitionFiles(frontEnd: frontEndPath, decision: decision)
    #expect(try files.apply(to: &network, tickSeconds: nil) == [])
    let loaded = try LoadedModel(try BlobWriter.write(network))
    let section = try #require(loaded.blob.decision)
    #expect(section.kind == .tracking && section.restClass == 2)
    #expect(section[2].makesEvents)
    let readout = loaded.blob.network.layer(loaded.blob.network.outputLayer)
    let summary = DecisionSummary(section, readout: readout, labels: ["C:maj", "A:min", "N"])
    #expect(summary.kind == "tracking" && summary.rest == "N" && summary.neverEvents == [])
    #expect(section.settings.restTicks == 9 && summary.restTicks == 9)
    #expect(summary.rows[0] == ["kind", "tracking, at rest: N"])
    #expect(summary.rows[3] == ["consecutive", "2 ticks, 9 for N"])
    withExtendedLifetime(loaded) {}
  }

  @Test(
    arguments: [
      (", \"rest\": \"N\"", "", "rest: is missing"),
      (", \"rest_ticks\": 9", "", "rest_ticks: is missing"),
      ("9", "0", "rest_ticks: is 0.0; it must be a whole number from 1 to 1000"),
      (
        "\"tracking\", \"rest\": \"N\"", "\"spotting\"",
        "rest_ticks: is for a decision of kind tracking; leave it out, or state the kind"
      ),
      (
        "\"N\"", "\"M\"", "rest: there is no label 'M'; there are: C:maj, A:min, N"
      ),
      (
        "tracking", "spotting",
        "rest: is for a decision of kind tracking; leave it out, or state the kind"
      ),
      ("tracking", "traking", "kind: is 'traking'; did you mean 'tracking'?"),
      (
        "[]", "[\"N\"]",
        "rest: is 'N', one of never_events; a decision that tracks makes events of its rest class"
      ),
    ])
  func `what does not fit tracking is refused`(
    before: String, after: String, error expected: String
  ) throws {
    var network = try integer(.recurrent(.adLIF, inputs: 80), labels: ["C:maj", "A:min", "N"])
    let text = Self.tracking.replacingOccurrences(of: before, with: after)
    let files = RecognitionFiles(frontEnd: frontEndPath, decision: try write(text, "d.json"))
    do throws(Failure) {
      _ = try files.apply(to: &network, tickSeconds: nil)
      Issue.record("not refused")
    } catch {
      #expect(error.description.hasSuffix("d.json: " + expected))
    }
  }

  @Test func `another tick is noted`() throws {
    var network = try integer(.recurrent(.lif, inputs: 80))
    let notes = try RecognitionFiles(frontEnd: frontEndPath).apply(to: &network, tickSeconds: 0.001)
    #expect(notes.count == 1 && notes[0].contains("1 ms") && notes[0].contains("20 ms"))
    #expect(network.decision == nil)
  }

  @Test func `what does not fit the network is refused`() throws {
    func refusal(
      _ network: RealNetwork, labels: [String]? = ["yes", "no", "unknown"],
      frontEnd: String? = nil, decision: String = Self.decision
    ) throws -> Failure? {
      var integer = try self.integer(network, labels: labels)
      let files = RecognitionFiles(
        frontEnd: frontEnd ?? frontEndPath, decision: try write(decision, "d.json"))
      do throws(Failure) {
        _ = try files.apply(to: &integer, tickSeconds: nil)
        return nil
      } catch {
        return error
      }
    }
    let fitting = RealNetwork.recurrent(.adLIF, inputs: 80)
    #expect(try refusal(fitting) == nil)
    #expect(try refusal(.recurrent(.lif, inputs: 40))?.what.contains("80 input channels") == true)
    #expect(try refusal(fitting, labels: nil)?.status == .usage)
    #expect(try refusal(fitting, labels: nil)?.what.contains("--classes") == true)
    #expect(
      try refusal(fitting, labels: ["yes", "no", "unknwon"])?.description
        .hasSuffix("d.json: never_events[0]: there is no label 'unknown'; did you mean 'unknwon'?")
        == true)
    let spiking = RealNetwork.single(
      .uniform("a", .lif, count: 3), inputs: 80, weights: Weights.grid(240, seed: 1))
    #expect(try refusal(spiking)?.what.contains("the output layer 'a' spikes (LIF)") == true)
    let large = try write(
      String(contentsOfFile: frontEndPath, encoding: .utf8)
        .replacingOccurrences(of: "\"limit\": 15", with: "\"limit\": 16"), "large.json")
    #expect(try refusal(fitting, frontEnd: large)?.parameter == "limit")
    for scale in ["0", "-1", "1e30", "1e-30"] {
      let decision = Self.decision.replacingOccurrences(of: "2.5", with: scale)
      #expect(try refusal(fitting, decision: decision)?.parameter == "logit_scale", "\(scale)")
    }
    let certain = Self.decision.replacingOccurrences(of: "0.6", with: "1.1")
    #expect(
      try refusal(fitting, decision: certain)?.description
        .hasSuffix("threshold: is 1.1; it must be from 3.052e-05 to 1") == true)

    var integer = try self.integer(fitting)
    let alone = RecognitionFiles(decision: try write(Self.decision, "d.json"))
    #expect { try alone.apply(to: &integer, tickSeconds: nil) } throws: {
      ($0 as? Failure)?.status == .usage && "\($0)".contains("--front-end")
    }
  }

  @Test func `pack and inspect`() throws {
    let weights = folder.path("net.safetensors")
    try writeTensors(
      [
        ("w", [4, 80], Weights.grid(320, seed: 1).map(Float.init)),
        ("o", [3, 4], Weights.grid(12, seed: 2).map(Float.init)),
      ], to: weights)
    _ = try write(
      """
      {"format": "katydid-network", "version": 1, "input": {"channels": 80, "magnitude": 15},
       "layers": [{"name": "hidden", "kind": "lif", "neurons": 4, "leak": 0.9, "threshold": 1},
                  {"name": "out", "kind": "li", "neurons": 3, "leak": 0.9}],
       "connections": [{"from": "input", "to": "hidden", "weight": "w"},
                       {"from": "hidden", "to": "out", "weight": "o"}],
       "output": "out", "labels": ["yes", "no", "unknown"]}
      """, "net.json")
    let model = folder.path("m.kat")
    let options = [
      "pack", weights, "-o", model, "--front-end", frontEndPath,
      "--decision", try write(Self.decision, "d.json"),
    ]
    let text = try runTools(options)
    #expect(text.status == 0 && text.errors.contains("front end"))
    #expect(text.errors.contains("threshold") && text.errors.contains("0.6"))
    let json = try runTools(options + ["--json"])
    let report = try JSONDecoder().decode(PackReport.self, from: Data(json.output.utf8))
    #expect(
      report.frontEnd?.stepLog2 == 1365.0 / 1024 && report.decision?.threshold == 19_661.0 / 32_768)

    let inspected = try runTools(["inspect", model, "--json"])
    let summary = try JSONDecoder().decode(ModelSummary.self, from: Data(inspected.output.utf8))
    #expect(summary.frontEnd == report.frontEnd && summary.decision == report.decision)
    #expect(summary.tickSeconds == 0.02 && summary.decision?.neverEvents == ["unknown"])
    #expect(abs((summary.decision?.lowestLogitScale ?? 0) - 2.5) < 1e-6)
    #expect(summary.sections.map(\.name).suffix(2) == ["front end", "decision"])
    let shown = try runTools(["inspect", model]).output
    #expect(shown.contains("1.333 log2 units (4.013 dB), up to 15 a tick"))
    #expect(shown.contains("never events  unknown"))

    let refused = try runTools([
      "pack", golden("nir/feed-forward.nir"), "-o", folder.path("n.kat"), "--dt", "1e-3",
      "--reset", "zero", "--front-end", frontEndPath,
    ])
    #expect(refused.status == 65 && refused.errors.contains("the network has 3"))
    #expect(!folder.contents.contains("n.kat"))
  }
}
