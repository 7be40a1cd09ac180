import Foundation
import Testing

@testable import katydid_tools

@Suite struct NPYTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A file with a header as NumPy writes it.
  private func file(
    _ header: String, _ data: [UInt8], major: UInt8 = 1, cut: Int = 0
  ) throws -> String {
    let text = Array(header.utf8)
    let length: [UInt8] =
      major == 1
      ? [UInt8(text.count & 0xFF), UInt8(text.count >> 8)]
      : [UInt8(text.count & 0xFF), UInt8(text.count >> 8), 0, 0]
    let bytes = [0x93] + Array("NUMPY".utf8) + [major, 0] + length + text + data
    let path = folder.path("\(UUID().uuidString).npy")
    try Data(bytes.dropLast(cut)).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func header(_ type: String, _ shape: String, fortran: String = "False") -> String {
    "{'descr': '\(type)', 'fortran_order': \(fortran), 'shape': \(shape), }          \n"
  }

  private func values(_ path: String) throws -> [[Double]] {
    let array = try NPYArray(path: path)
    return (0..<array.rows).map { row in (0..<array.columns).map { array.value(row, $0) } }
  }

  @Test func `what is written is read`() throws {
    let path = folder.path("x.npy")
    try writeArray([1, 2, 3, 4, 5, 255] as [UInt8], to: path, element: .uint8, rows: 3, columns: 2)
    #expect(try values(path) == [[1, 2], [3, 4], [5, 255]])
    try writeArray([0.5, -1.25] as [Float], to: path, element: .float32, rows: 1, columns: 2)
    #expect(try values(path) == [[0.5, -1.25]])
    // Elements start at a multiple of 64.
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == 128 + 8)
    try writeArray([] as [UInt8], to: path, element: .uint8, rows: 0, columns: 2)
    #expect(try values(path) == [])
  }

  @Test func `types, orders and versions`() throws {
    let expected: [[Double]] = [[1, -2, 3], [-4, 5, -6]]
    let int8: [UInt8] = [1, 0xFE, 3, 0xFC, 5, 0xFA]
    for major in [1, 2, 3] as [UInt8] {
      #expect(try values(file(header("|i1", "(2, 3)"), int8, major: major)) == expected)
    }
    let fortran: [UInt8] = [1, 0xFC, 0xFE, 5, 3, 0xFA]
    #expect(try values(file(header("|i1", "(2, 3)", fortran: "True"), fortran)) == expected)
    let int16: [UInt8] = [1, 0, 0xFE, 0xFF, 3, 0, 0xFC, 0xFF, 5, 0, 0xFA, 0xFF]
    #expect(try values(file(header("<i2", "(2, 3)"), int16)) == expected)
    #expect(try values(file(header("|b1", "(1, 3)"), [1, 0, 1])) == [[1, 0, 1]])
    #expect(try values(file(header("|u1", "(1, 3)"), [200, 0, 1])) == [[200, 0, 1]])
  }

  @Test func `broken files are refused, with what to do`() throws {
    let good = header("|u1", "(2, 3)")
    let six: [UInt8] = [1, 2, 3, 4, 5, 6]
    let broken = [
      try file(good, six, cut: 1), try file(good, six + [7]), try file(good, six, cut: 30),
      try file(good, [], major: 4), try file("", []), try file("{", []), try file("{'descr': ", []),
      try file(header("<f8", "(2, 3)"), six), try file(header(">i2", "(1, 3)"), six),
      try file(header("|u1", "(6,)"), six), try file(header("|u1", "(1, 2, 3)"), six),
      try file(header("|u1", "()"), six), try file(header("|u1", "(-2, 3)"), six),
      try file(header("|u1", "(99999999999999999999, 3)"), six),
      try file(header("|u1", "(4611686018427387904, 4)"), six),
      try file(header("[('a', '|u1')]", "(2, 3)"), six),
      try file("{'descr': '|u1', 'shape': (2, 3)}", six), try file(good + "x", six),
      try file("{'descr' '|u1'}", six),
    ]
    for path in broken {
      #expect { try NPYArray(path: path) } throws: { error in
        guard let failure = error as? Failure else { return false }
        return failure.status == .badData && failure.file == path && failure.remedy != nil
      }
    }
    #expect { try NPYArray(path: self.folder.path("none.npy")) } throws: {
      ($0 as? Failure)?.status == .noInput
    }
    #expect { try NPYArray(path: self.folder.url.path) } throws: {
      ($0 as? Failure)?.status == .noInput
    }
  }

  @Test func `a good file cut anywhere is refused`() throws {
    let path = try file(header("|u1", "(2, 3)"), [1, 2, 3, 4, 5, 6])
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for count in 0..<bytes.count {
      let cut = folder.path("cut.npy")
      try bytes.prefix(count).write(to: URL(fileURLWithPath: cut))
      #expect(throws: Failure.self) { try NPYArray(path: cut) }
    }
  }

  @Test func `input must be integers of the right width`() throws {
    let path = folder.path("x.npy")
    try writeArray([1, 2] as [Float], to: path, element: .float32, rows: 1, columns: 2)
    #expect(throws: Failure.self) { try NPYArray.input(path: path, channels: 2) }
    try writeArray([1, 2] as [UInt8], to: path, element: .uint8, rows: 1, columns: 2)
    #expect(throws: Never.self) { try NPYArray.input(path: path, channels: 2) }
    #expect { try NPYArray.input(path: path, channels: 3) } throws: { error in
      "\(error)".contains("2 channels") && "\(error)".contains("3 input channels")
    }
  }
}
