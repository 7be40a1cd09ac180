import Foundation
import Testing

@testable import katydid_tools

/// Writes a `.safetensors` file of float32 tensors, or of others as raw bytes.
func safetensors(header: String, data: [UInt8]) -> Data {
  let text = Array(header.utf8)
  return Data((0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + data)
}

@Suite struct SafetensorsTests {
  private func read(_ header: String, _ data: [UInt8] = []) throws -> Safetensors {
    try Safetensors(path: "w.safetensors", data: safetensors(header: header, data: data))
  }

  @Test(arguments: [
    ("F64", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0], [1.5, -2]),
    ("F32", [0, 0, 0xC0, 0x3F, 0, 0, 0, 0xC0], [1.5, -2]),
    ("F16", [0, 0x3E, 0, 0xC0], [1.5, -2]),
    ("BF16", [0xC0, 0x3F, 0, 0xC0], [1.5, -2]),
    ("I64", [3, 0, 0, 0, 0, 0, 0, 0, 0xFE, 255, 255, 255, 255, 255, 255, 255], [3, -2]),
    ("I32", [3, 0, 1, 0, 0xFE, 255, 255, 255], [65_539, -2]),
    ("I16", [3, 1, 0xFE, 255], [259, -2]),
    ("I8", [3, 0xFE], [3, -2]),
    ("U8", [3, 0xFE], [3, 254]),
  ])
  func `every type that is read`(type: String, bytes: [UInt8], values: [Double]) throws {
    // A name of odd length before it puts the data at an odd address.
    let file = try read(
      #"{"__metadata__":{"a":"b"},"xy":{"dtype":"\#(type)","shape":[2,1],"data_offsets":[0,\#(bytes.count)]}}"#,
      bytes)
    let location = InputLocation(file: "net.json")
    #expect(file.tensors["xy"]?.shape == [2, 1])
    #expect(try file.values(of: "xy", at: location) == values)
  }

  @Test func `types that are not read matter only where they are used`() throws {
    let file = try read(#"{"x":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]}}"#, [1, 2])
    let error = try #require(throws: Failure.self) {
      try file.values(of: "x", at: InputLocation(file: "net.json"))
    }
    #expect(error.what.contains("F8_E4M3") && error.what.contains("BF16"))
  }

  @Test(arguments: [
    (#"{"x":{"dtype":"I8","shape":[2],"data_offsets":[0,3]}}"#, 3, "has the shape [2] of I8"),
    (#"{"x":{"dtype":"I8","shape":[4],"data_offsets":[0,4]}}"#, 3, "ends at byte 4 of 3"),
    (#"{"x":{"dtype":"I8","shape":[2],"data_offsets":[0,2]}}"#, 3, "1 bytes after"),
    (#"{"x":{"dtype":"I8","shape":[2],"data_offsets":[1,3]}}"#, 3, "follows a hole"),
    (
      #"{"x":{"dtype":"I8","shape":[2],"data_offsets":[0,2]},"y":{"dtype":"I8","shape":[2],"data_offsets":[1,3]}}"#,
      3, "overlaps"
    ),
    (#"{"x":{"dtype":"I8","shape":[-2],"data_offsets":[0,2]}}"#, 2, "whole number"),
    (#"{"x":{"dtype":"I8","shape":[1.5],"data_offsets":[0,2]}}"#, 2, "whole number"),
    (#"{"x":{"dtype":"I8","shape":[1e30],"data_offsets":[0,2]}}"#, 2, "whole number"),
    (#"{"x":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,2]}}"#, 2, "shape"),
    (#"{"x":{"dtype":"I8","shape":[2],"data_offsets":[2,0]}}"#, 2, "[start, end]"),
    (#"{"x":{"dtype":"I8","shape":[2]}}"#, 2, "data_offsets: is missing"),
    (#"{"x":7}"#, 0, "is a number"),
    ("[]", 0, "is a list"),
    ("{", 0, "is not JSON"),
    ("", 0, "is not JSON"),
    (String(repeating: "[", count: 100_000), 0, "nested"),
  ])
  func `what is wrong is named`(header: String, count: Int, message: String) throws {
    let error = try #require(throws: Failure.self) {
      try read(header, [UInt8](repeating: 0, count: count))
    }
    #expect(error.description.hasPrefix("w.safetensors: "))
    #expect(error.description.contains(message))
  }

  @Test func `any cut and any flipped bit gives values or an error`() throws {
    let header =
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"I8","shape":[],"data_offsets":[8,9]}}"#
    let whole = safetensors(header: header, data: [0, 0, 128, 63, 0, 0, 0, 64, 7])
    for count in 0..<whole.count {
      #expect(throws: Failure.self) {
        try Safetensors(path: "w", data: whole.prefix(count))
      }
    }
    for bit in 0..<8 * whole.count {
      var damaged = whole
      damaged[bit / 8] ^= 1 << (bit % 8)
      guard let file = try? Safetensors(path: "w", data: damaged) else { continue }
      for name in file.tensors.keys {
        _ = try? file.values(of: name, at: InputLocation(file: "net.json"))
      }
    }
  }
}
