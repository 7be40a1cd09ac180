import Foundation
import Katydid
import Testing

@testable import katydid_tools

@Suite struct DescriptionSchemaTests {
  private func schema(_ name: String) throws -> ObjectReader {
    let folder = golden("../../Tools/katydid-tools/Description")
    return try ObjectReader(path: "\(folder)/\(name).schema.json")
  }

  private func object(_ keys: String..., in root: ObjectReader) throws -> ObjectReader {
    try keys.reduce(root) { try ObjectReader(try $0.required($1), at: $0.location(of: $1)) }
  }

  @Test func `the published schema knows the same keys`() throws {
    let schema = try schema("network")
    let top = try object("properties", in: schema)
    #expect(top.keys == DescriptionReader.keys.sorted())
    #expect(
      try object("input", "properties", in: top).keys == DescriptionReader.inputKeys.sorted())
    let definitions = try object("$defs", in: schema)
    let layer = try object("layer", "properties", in: definitions)
    #expect(layer.keys == DescribedKind.allKeys)
    #expect(
      try object("kind", in: layer)["enum"]
        == .array(DescribedKind.allCases.map { .string($0.rawValue) }))
    #expect(
      try object("connection", "properties", in: definitions).keys
        == ConnectionDescription.keys.sorted())
  }

  @Test func `front end and decision too, and requires the same`() throws {
    let frontEnd = try object("$defs", in: schema("front-end"))
    #expect(
      frontEnd.keys == (FrontEndDescription.Kind.allCases.map(\.rawValue) + ["gate"]).sorted())
    for kind in FrontEndDescription.Kind.allCases {
      let definition = try object(kind.rawValue, in: frontEnd)
      #expect(try object("properties", in: definition).keys == kind.keys.sorted())
      #expect(definition["required"] == .array(kind.keys.map { .string($0) }))
      #expect(
        try object("properties", "kind", in: definition)["const"] == .string(kind.rawValue))
    }
    let gate = try object("gate", in: frontEnd)
    let decision = try schema("decision")
    for (reader, keys, required) in [
      (gate, FrontEndDescription.gateKeys, FrontEndDescription.gateKeys),
      (decision, DecisionDescription.keys, DecisionDescription.requiredKeys),
    ] {
      #expect(try object("properties", in: reader).keys == keys.sorted())
      #expect(reader["required"] == .array(required.map { .string($0) }))
    }
    #expect(
      try object("properties", "kind", in: decision)["enum"]
        == .array(DecisionDescription.Kind.allCases.map { .string($0.rawValue) }))
  }
}
