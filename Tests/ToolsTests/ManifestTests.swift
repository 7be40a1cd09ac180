import Foundation
import Testing

@testable import katydid_tools

@Suite struct ManifestTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func manifest(_ text: String) throws -> Manifest {
    let path = folder.path("m.csv")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try Manifest(path: path)
  }

  @Test func `quotes, line breaks and a byte order mark`() throws {
    let manifest = try manifest(
      "\u{FEFF}file,\"word\",split\r\n\"a,\"\"b\"\".wav\",\"yes\nno\",dev\n\n/c.wav,,train")
    #expect(manifest.clips.map(\.file) == ["a,\"b\".wav", "/c.wav"])
    #expect(manifest.clips.map(\.path) == [folder.path("a,\"b\".wav"), "/c.wav"])
    #expect(manifest.clips.map(\.label) == ["yes\nno", ""])
    #expect(manifest.clips.map(\.split) == ["dev", "train"])
    #expect(manifest.clips.map(\.line) == [2, 5] && manifest.clips.map(\.index) == [0, 1])
  }

  @Test(arguments: [["a", "b c"], ["a,b", "\"", "\r"], ["", "ü\n"]])
  func `what is written is read`(fields: [String]) throws {
    let location = InputLocation(file: "t")
    #expect(try CSV.rows(of: CSV.line(fields), at: location) == [CSV.Row(line: 1, fields: fields)])
  }

  @Test(arguments: [
    ("", "is empty"),
    ("file,word\n", "has a header and no rows"),
    ("path,word\na,b\n", "has no column 'file'; it has: path, word"),
    ("file,class\na,b\n", "has no column 'word' or 'label'; it has: file, class"),
    ("file,word,label\na,b,c\n", "has a column 'word' and a column 'label'"),
    ("file,word,word\na,b,c\n", "has two columns 'word'"),
    ("file,word\na,b\nc\n", "line 3: has 1 fields, the header 2"),
    ("file,word\n,b\n", "line 2: names no file"),
    ("file,word\n\"a\nb\"c,d\n", "line 3: something follows a closing quote"),
    ("file,word\na,b\n\"c,d\n", "line 3: a quote is opened and never closed"),
    ("file,word\na\"b,c\n", "line 2: a quote inside a field"),
  ])
  func `what is wrong is named, with its line`(text: String, message: String) throws {
    #expect { try manifest(text) } throws: {
      "\($0)".hasPrefix(folder.path("m.csv") + ": " + message)
    }
  }

  @Test func splits() throws {
    let text = "label,split,file\nyes,dev,a\nno,train,b\nyes,dev,c\n"
    var dev = try manifest(text)
    try dev.select(split: "dev")
    #expect(dev.clips.map(\.file) == ["a", "c"] && dev.clips.map(\.index) == [0, 2])
    var other = try manifest(text)
    #expect { try other.select(split: "dew") } throws: { "\($0)".contains("did you mean 'dev'?") }
    var without = try manifest("file,word\na,b\n")
    #expect { try without.select(split: "dev") } throws: { ($0 as? Failure)?.status == .usage }
  }
}
