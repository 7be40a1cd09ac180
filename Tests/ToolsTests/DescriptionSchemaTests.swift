import Foundation
import Katydid
import Testing

@testable import katydid_tools

@Suite struct DescriptionSchemaTests {
  @Test func `the published schema knows the same keys`() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Tools/katydid-tools/Description/network.schema.json")
    let location = InputLocation(file: "network.schema.json")
    let schema = try ObjectReader(
      try JSONValue.parse(try Data(contentsOf: path), at: location), at: location)
    func object(_ keys: String..., in root: ObjectReader) throws -> ObjectReader {
      try keys.reduce(root) { try ObjectReader(try $0.required($1), at: $0.location(of: $1)) }
    }
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
}
