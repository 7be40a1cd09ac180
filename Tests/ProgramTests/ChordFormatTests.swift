import Foundation
import TestSupport
import Testing

/// What `recognize` prints of chords, byte for byte.
@Suite struct ChordFormatTests {
  private static let lab = """
    0.000\t0.360\tN
    0.360\t0.880\tC:maj
    0.880\t1.420\tA:min
    1.420\t2.020\tF#:min
    2.020\t2.360\tN
    2.360\t2.501\tC:maj

    """
  private let folder: TemporaryFolder
  private let song: String
  private let silence: String

  init() throws {
    folder = try TemporaryFolder()
    (song, silence) = (folder.path("song.wav"), folder.path("silence.wav"))
    try writeSound(
      Sines.samples([
        (Sines.silence, 200), (Sines.cMajor, 500), (Sines.aMinor, 500), (Sines.fSharpMinor, 500),
        (Sines.silence, 500), (Sines.cMajor, 301),
      ]), to: song)
    try writeSound(Sines.samples([(Sines.silence, 700)]), to: silence)
  }

  private func recognize(_ words: String..., program: String = "katydid") throws -> ProgramRun {
    try ProgramRun(["recognize", "--model", sinesModel] + words, program: program)
  }

  private func labs(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test func `objects at changes only`() throws {
    let run = try recognize(song)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(
      run.output == """
        {"time": 0.360, "label": "C:maj", "score": 0.89, "file": "\(song)"}
        {"time": 0.880, "label": "A:min", "score": 0.98, "file": "\(song)"}
        {"time": 1.420, "label": "F#:min", "score": 0.96, "file": "\(song)"}
        {"time": 2.020, "label": "N", "score": 0.86, "file": "\(song)"}
        {"time": 2.360, "label": "C:maj", "score": 0.88, "file": "\(song)"}
        {"time": 2.780, "label": "N", "score": 0.95, "file": "\(song)"}

        """)
    let flats = try recognize("--flats", song).output
    #expect(flats == run.output.replacing("F#:min", with: "Gb:min"))
  }

  @Test func `lines for people`() throws {
    let run = try recognize("--format", "text", "--flats", song)
    #expect(run.status == 0 && run.lines.count == 6)
    #expect(run.lines[2] == "     1.420 s  G♭m   ███████████████████▏  0.96")
    #expect(run.lines[3].hasPrefix("     2.020 s  N.C.  █"))
  }

  @Test func `segments from the start to the end of the sound`() throws {
    #expect(try recognize("--format", "lab", song).output == Self.lab)
    #expect(try recognize("--format", "lab", silence).output == "0.000\t0.700\tN\n")
    let flats = try recognize("--format", "lab", "--flats", song).output
    #expect(flats == Self.lab.replacing("F#", with: "Gb"))
  }

  @Test func `a table of all recordings`() throws {
    let named = folder.path("a,\"b\".wav")
    try FileManager.default.copyItem(atPath: silence, toPath: named)
    let quoted = "\"\(named.replacing("\"", with: "\"\""))\""
    #expect(
      try recognize("--format", "csv", song, named).output == """
        file,start,end,label,score
        \(song),0.000,0.360,N,
        \(song),0.360,0.880,C:maj,0.89
        \(song),0.880,1.420,A:min,0.98
        \(song),1.420,2.020,F#:min,0.96
        \(song),2.020,2.360,N,0.86
        \(song),2.360,2.501,C:maj,0.88
        \(quoted),0.000,0.700,N,

        """)
  }

  @Test func `a chord stands for as long as it is held`() throws {
    #expect(
      try recognize("--hold", "1", "--format", "lab", song).output == """
        0.000\t0.360\tN
        0.360\t1.420\tC:maj
        1.420\t2.440\tF#:min
        2.440\t2.501\tC:maj

        """)
    let refused = try recognize("--hold-off", "1", song)
    #expect(refused.status == 64 && refused.errors.hasSuffix("give --hold\n"))
    #expect(try recognize("--hold", "61", song).errors.contains("seconds from 0 to 60"))
  }

  @Test func `a file for each recording`() throws {
    let labs = try TemporaryFolder()
    let run = try recognize("--format", "lab", "--output", labs.path(""), song, silence)
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty)
    #expect(try self.labs(in: labs.path("")) == ["silence.lab", "song.lab"])
    #expect(try String(contentsOfFile: labs.path("song.lab"), encoding: .utf8) == Self.lab)
  }

  @Test func `a broken recording leaves what was there`() throws {
    let labs = try TemporaryFolder()
    _ = try labs.write("before".utf8, to: "cut.lab")
    let cut = folder.path("cut.wav")
    try Data(contentsOf: URL(filePath: song)).dropLast(4_000).write(to: URL(filePath: cut))
    let none = folder.path("none.wav")
    let run = try recognize("--format", "lab", "--output", labs.path(""), cut, none, silence)
    #expect(run.status == 65 && run.errors.contains("ends before"))
    #expect(try self.labs(in: labs.path("")) == ["cut.lab", "silence.lab"])
    #expect(try String(contentsOfFile: labs.path("cut.lab"), encoding: .utf8) == "before")
    // Without a file of its own, what there is of it.
    let segments = try recognize("--format", "lab", cut)
    #expect(segments.status == 65 && segments.lines.last == "2.360\t2.376\tC:maj")
  }

  @Test func `files that cannot be are refused before anything is heard`() throws {
    let labs = try TemporaryFolder()
    let same = folder.path("song.flac")
    try writeSound(Sines.samples([(Sines.silence, 100)]), to: same, kind: .flac)
    for (words, hint) in [
      ([song, silence], "--output DIR"), (["--output", labs.path("none"), song], "make it first"),
      (["--output", labs.path(""), song, same], "one after the other"),
      (["--output", labs.path(""), "-"], "no name"),
    ] {
      let run = try ProgramRun(["recognize", "--model", sinesModel, "--format", "lab"] + words)
      #expect(run.status == 64 && run.output.isEmpty && run.errors.contains(hint), "\(words)")
    }
    #expect(try self.labs(in: labs.path("")) == [])
  }

  @Test func `a file that cannot be made is refused`() throws {
    let labs = try TemporaryFolder()
    // A folder where the file would be.
    try FileManager.default.createDirectory(
      atPath: labs.path("song.lab"), withIntermediateDirectories: false)
    let run = try recognize("--format", "lab", "--output", labs.path(""), song)
    #expect(run.status == 70 && run.errors.contains("song.lab: cannot be written: "))
    #expect(try self.labs(in: labs.path("")) == ["song.lab"])
  }

  @Test(arguments: ["json", "text", "lab", "csv"])
  func `the same as Embedded Swift`(format: String) throws {
    let words = ["--format", format, "--flats", song]
    let ordinary = try ProgramRun(["recognize", "--model", sinesModel] + words)
    let embedded = try ProgramRun(
      ["recognize", "--model", sinesModel] + words, program: "KatydidProgramEmbedded")
    #expect(embedded.output == ordinary.output && embedded.status == 0)
    #expect(!embedded.output.isEmpty)
  }
}
