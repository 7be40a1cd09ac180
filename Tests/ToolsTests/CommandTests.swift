import Foundation
import Katydid
import Testing

@testable import katydid_tools

/// The built program, run as people run it.
@Suite struct CommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> ToolOutcome { try runTools(arguments) }

  private func run(_ arguments: [String]) throws -> ToolOutcome { try runTools(arguments) }

  private func writeModel(_ network: RealNetwork, _ name: String = "m.kat") throws -> String {
    let quantised = try Quantiser().quantise(network, provenance: #"{"dt":0.001}"#)
    let path = folder.path(name)
    try BlobWriter.write(quantised.network).write(to: path)
    return path
  }

  @Test func `help and version`() throws {
    let version = try run("--version")
    #expect(version.status == 0 && version.output == "0.1.0\n")
    let help = try run("--help")
    #expect(help.status == 0 && help.output.contains("--generate-completion-script"))
    #expect(try run("--generate-completion-script", "bash").output.contains("katydid-tools"))
  }

  @Test func `exit codes`() throws {
    let model = try writeModel(.recurrent(.lif))
    let spikes = folder.path("x.npy")
    try writeSpikes(to: spikes, ticks: 10, channels: 12)
    #expect(try run("simulate").status == 64)
    #expect(try run("simulate", "--model", model, "--input", spikes, "--ticks", "-1").status == 64)
    #expect(try run("frobnicate").status == 64)
    #expect(try run("pack", "x.nir", "-o", "y.kat", "--reset", "lif=never").status == 64)
    #expect(try run("pack", "x.nir", "-o", "y.kat", "--description", "d.json").status == 64)
    #expect(try run("inspect", spikes).status == 65)
    #expect(try run("inspect", folder.path("none.kat")).status == 66)
    #expect(try run("inspect", folder.url.path).status == 66)
    #expect(try run("pack", folder.path("none.nir"), "-o", folder.path("m2.kat")).status == 66)
    let output = folder.path("no/folder/v.npy")
    let refused = try run("simulate", "--model", model, "--input", spikes, "--membrane", output)
    #expect(refused.status == 73)
    #expect(refused.errors.hasPrefix("katydid-tools: \(output): "))
    #expect(refused.errors.contains("; "))
  }

  @Test func `pack is repeatable, and compares with the float network`() throws {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Golden/nir/feed-forward.nir").path
    let (model, again, spikes) = (folder.path("m.kat"), folder.path("n.kat"), folder.path("x.npy"))
    try writeSpikes(to: spikes, ticks: 200, channels: 3, probability: 0.5)
    let options = ["--dt", "1e-3", "--reset", "lif1=zero", "--classes", "left,right"]
    let packed = try run(["pack", source, "-o", model, "--calibrate", spikes, "--json"] + options)
    #expect(packed.status == 0)
    let report = try JSONDecoder().decode(PackReport.self, from: Data(packed.output.utf8))
    #expect(report.bytes == FileManager.default.contents(atPath: model)?.count)
    #expect(report.agreement?.ticks == 200 && report.agreement?.layers[0].equalShare == 1)

    let text = try run(["pack", source, "-o", again] + options)
    #expect(text.status == 0 && text.output == "" && text.errors.contains("exact"))
    #expect(!text.errors.contains("\u{1B}"))
    #expect(FileManager.default.contentsEqual(atPath: model, andPath: again))
    let inspected = try run("inspect", model).output
    #expect(inspected.contains("--dt 1e-3 --reset lif1=zero") && inspected.contains("left, right"))
    #expect(try run(["pack", source, "-o", again, "--classes", "a,b,c"]).status == 65)
    #expect(folder.contents == ["m.kat", "n.kat", "x.npy"])
  }

  @Test func `simulate writes spikes and potentials`() throws {
    let layer = RealLayer.uniform("a", .integrateAndFire, count: 2, threshold: 1)
    let model = try writeModel(.single(layer, inputs: 9, weights: Array(repeating: 0.5, count: 18)))
    // Nine channels: one word of eight bytes and a rest.
    let rows: [[UInt8]] = [
      [1, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]
    let input = folder.path("x.npy")
    try writeArray(rows.flatMap { $0 }, to: input, element: .uint8, rows: 3, columns: 9)
    let (y, v) = (folder.path("y.npy"), folder.path("v.npy"))
    let outcome = try run(
      "simulate", "--model", model, "--input", input, "--output", y, "--membrane", v, "--ticks",
      "5",
      "--repeat", "3", "--json")
    #expect(outcome.status == 0 && outcome.errors == "")
    let spikes = try NPYArray(path: y)
    let potentials = try NPYArray(path: v)
    #expect(spikes.rows == 5 && spikes.columns == 2 && spikes.element == .uint8)
    #expect((0..<5).map { spikes.value($0, 1) } == [0, 1, 0, 0, 1])
    #expect((0..<5).map { potentials.value($0, 0) } == [0.5, 0.5, 0.5, 1, 1])
    #expect(outcome.output.contains("\"ticks\" : 5") && outcome.output.contains("\"spikes\" : 4"))
    #expect(folder.contents == ["m.kat", "v.npy", "x.npy", "y.npy"])
  }

  @Test(arguments: [NPYElement.int8, .int16])
  func `signed input, and more than the magnitude`(element: NPYElement) throws {
    var network = RealNetwork.single(
      .uniform("a", .leakyIntegrator, count: 1, leak: 0), inputs: 11,
      weights: (0..<11).map { Double($0 + 1) })
    network.inputMagnitude = 5
    let model = try writeModel(network)
    let (x, v) = (folder.path("x.npy"), folder.path("v.npy"))
    var row = Array(repeating: Int16(0), count: 11)
    (row[2], row[4], row[10]) = (-3, 5, -100)
    if element == .int8 {
      try writeArray(row.map { Int8($0) }, to: x, element: .int8, rows: 1, columns: 11)
    } else {
      try writeArray(row, to: x, element: .int16, rows: 1, columns: 11)
    }
    let outcome = try run("simulate", "--model", model, "--input", x, "--membrane", v)
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("1 values beyond the model's input magnitude of 5"))
    #expect(try NPYArray(path: v).value(0, 0) == -39)
  }

  @Test func `simulate refuses what does not fit`() throws {
    let model = try writeModel(.recurrent(.lif))
    let (good, narrow) = (folder.path("x.npy"), folder.path("narrow.npy"))
    try writeSpikes(to: good, ticks: 10, channels: 12)
    try writeSpikes(to: narrow, ticks: 10, channels: 7)
    let width = try run("simulate", "--model", model, "--input", narrow)
    #expect(width.status == 65)
    #expect(width.errors.contains("7 channels") && width.errors.contains("12 input channels"))
    let readout = try run(
      "simulate", "--model", model, "--input", good, "--output", folder.path("y.npy"))
    #expect(readout.status == 64 && readout.errors.contains("--membrane"))
    try writeArray([] as [UInt8], to: good, element: .uint8, rows: 0, columns: 12)
    #expect(try run("simulate", "--model", model, "--input", good, "--ticks", "3").status == 65)
    #expect(try run("simulate", "--model", model, "--input", good).status == 0)
  }

  @Test func `inspect for people and for programs`() throws {
    var network = RealNetwork.recurrent(.adLIF)
    network.labels = ["left", "right", "stop"]
    let model = try writeModel(network)
    let text = try run("inspect", model)
    #expect(text.status == 0 && !text.output.contains("\u{1B}"))
    for part in ["adLIF", "1.443 ticks (1.443 ms)", "left, right, stop", "recurrent", "readout"] {
      #expect(text.output.contains(part))
    }
    let json = try run("inspect", model, "--json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((object?["layers"] as? [[String: Any]])?.count == 2)
    #expect((object?["provenance"] as? [String: Any])?["dt"] as? Double == 0.001)
  }
}
