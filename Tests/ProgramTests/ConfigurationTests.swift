import Foundation
import TestSupport
import Testing

@testable import KatydidProgram

/// What a configuration may say, and what is said of one that cannot be used.
@Suite struct ConfigurationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func arguments(_ content: String, _ words: String...) throws -> Arguments {
    let path = try folder.write(content.utf8, to: "k.toml")
    return try Arguments(words + ["--config", path], of: .listen).configured()
  }

  private func refusal(_ content: some Sequence<UInt8>) throws -> Failure {
    let path = try folder.write(content, to: "k.toml")
    do throws(Failure) {
      _ = try Configuration(path: path, of: .listen)
    } catch {
      return error
    }
    Issue.record("accepted")
    return Failure(.success, "")
  }

  /// A value that is unlike any default, and how it stands in the file.
  private func sample(_ option: KatydidProgram.Option) -> (value: String?, text: String) {
    guard option.takesValue else { return (nil, "true") }
    let value = option.isNumber ? "0.25" : "/some \"where\" # \\ ä"
    return (value, option.isNumber ? value : #""/some \"where\" # \\ ä""#)
  }

  @Test func `every option of listen can be set`() throws {
    let options = Command.listen.options.filter { $0.name != "config" }
    #expect(options.count == Command.listen.options.count - 1)
    for option in options {
      let parsed = try arguments("\(option.name) = \(sample(option).text)\n")
      #expect(parsed.isSet(option.name) && parsed.value(option.name) == sample(option).value)
    }
    // And all of them at once, in a file as an editor of another system leaves it.
    let lines = options.map { "\t\($0.name)=\(sample($0).text) # why\r\n" }
    let all = try arguments("# all\r\n\r\n" + lines.joined())
    for option in options { #expect(all.value(option.name) == sample(option).value) }
  }

  /// Its settings are comments: a line of `#key = value`, where prose has a blank after the mark.
  @Test func `the installed configuration explains every option, and each example can be taken`()
    throws
  {
    let shipped = repository.appending(path: "Firmware/raspberry-pi/katydid.toml")
    let lines = try String(contentsOf: shipped, encoding: .utf8).split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("#") })
    let examples = lines.filter { $0.contains(/^#[a-z]/) }.map { $0.dropFirst() }
    let path = try folder.write(examples.joined(separator: "\n").utf8, to: "k.toml")
    let settings = try Configuration(path: path, of: .listen).settings
    let options = Command.listen.options.filter { $0.name != "config" }
    #expect(Set(settings.map(\.name)) == Set(options.map(\.name)))
    // Values that listen takes: those of words and those of chords exclude each other.
    let parsed = try Arguments(["--config", path], of: .listen).configured()
    _ = try ListenOptions(parsed)
    for (index, example) in lines.enumerated() where example.contains(/^#[a-z]/) {
      #expect(lines[index - 1].hasPrefix("# "), "\(example)")
    }
  }

  @Test func `the command line has precedence, and false is no setting`() throws {
    let parsed = try arguments(
      "model = 'a'\njson = false\nplain = true\nthreshold = 1", "--model", "keywords")
    #expect(parsed.value("model") == "keywords" && parsed.value("threshold") == "1")
    #expect(!parsed.isSet("json") && parsed.isSet("plain"))
  }

  @Test func `names of files are taken from the folder of the configuration`() throws {
    let parsed = try arguments(
      "model = 'm.kat'\nrecord = 'r/day.flac'\nexec = './lamp.sh ./x'\ndevice = 'hw:0'")
    #expect(parsed.value("model") == folder.path("m.kat"))
    #expect(parsed.value("record") == folder.path("r/day.flac"))
    #expect(parsed.value("exec") == folder.path("./lamp.sh") + " ./x")
    #expect(parsed.value("device") == "hw:0")
    let others = try arguments("model = 'chords'\nrecord = '/r.flac'\nexec = 'lamp a/b'")
    #expect(others.value("model") == "chords" && others.value("record") == "/r.flac")
    #expect(others.value("exec") == "lamp a/b")
  }

  @Test(arguments: [
    ("treshold = 1", "unknown key 'treshold'; did you mean threshold?"),
    ("hold_off = 1", "did you mean hold-off?"), ("help = true", "unknown key"),
    ("config = 'b.toml'", "unknown key 'config'"), ("zzzzzzzz = 1", "'katydid listen'"),
    ("json = true\njson = true", "already in line 2"), ("[listen]", "no tables"),
    ("model", "expected key = value"), ("= 1", "expected"), ("a.b = 1", "expected"),
    ("\"model\" = 'chords'", "expected"), ("model = ", "value of model is missing"),
    ("model = # chords", "missing"), ("model = chords", "'chords' is no value"),
    ("model = \"chords", "has no end; add \""), ("model = 'chords", "has no end; add '"),
    ("model = \"a\\n\"", "backslash"), ("model = \"\"\"a\"\"\"", "after the value"),
    ("model = 'a' 'b'", "''b'' after the value"), ("model = ['a']", "no value"),
    ("threshold = '0.8'", "a number, without"), ("threshold = true", "a number"),
    ("model = 1", "a text in quotation"), ("json = 'yes'", "true or false"),
    ("json = 1", "true or false"), ("json = True", "no value"),
    ("threshold = .5", "no value"), ("threshold = 1.", "no value"), ("threshold = 01", "no value"),
    ("threshold = 1e3", "no value"), ("threshold = 1_0", "no value"),
    ("model = 'a\0b'", "control character 0"), ("model = '\u{1B}'", "control character 27"),
    ("\u{FEFF}json = true", "expected"),
  ])
  func `a wrong line is named`(line: String, hint: String) throws {
    let failure = try refusal("# first\n\(line)\n".utf8)
    let number = line.contains("\n") ? 3 : 2
    #expect(failure.status == .badData)
    #expect(failure.message.hasPrefix("\(folder.path("k.toml")):\(number): "))
    #expect(failure.message.contains(hint), "\(failure.message)")
  }

  @Test(arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]])
  func `what is no UTF-8`(bytes: [UInt8]) throws {
    let failure = try refusal("\n\nmodel = '".utf8 + bytes + "'".utf8)
    #expect(failure.status == .badData && failure.message.contains("k.toml:3: is not UTF-8"))
  }

  @Test func `every damage of a configuration is taken or refused`() throws {
    let good = Array("model = \"chords\" # why\nthreshold = 0.8\njson = true\nexec = 'a b'\n".utf8)
    for index in good.indices {
      for byte: UInt8 in [0, 9, 10, 13, 32, 34, 35, 39, 46, 48, 61, 91, 92, 127, 128, 255] {
        var damaged = good
        damaged[index] = byte
        let path = try folder.write(damaged, to: "k.toml")
        do throws(Failure) {
          _ = try Configuration(path: path, of: .listen)
        } catch {
          #expect(error.status == .badData && error.message.contains("k.toml:"))
        }
      }
    }
  }

  @Test func `what is no file of a configuration`() throws {
    let large = try folder.write([UInt8](repeating: 10, count: 65_537), to: "large")
    for (path, status) in [
      (folder.path("none"), ExitStatus.noInput), (folder.path(""), .noInput),
      ("/dev/null", .noInput), ("", .noInput), (large, .badData),
    ] {
      do throws(Failure) {
        _ = try Configuration(path: path, of: .listen)
        Issue.record("accepted")
      } catch {
        #expect(error.status == status && error.message.contains("configuration"))
      }
    }
    _ = try folder.write([UInt8](repeating: 10, count: 65_536), to: "k.toml")
    #expect(try Configuration(path: folder.path("k.toml"), of: .listen).settings.isEmpty)
  }

  /// Values are checked where those of the command line are.
  @Test(arguments: ["katydid", "KatydidProgramEmbedded"])
  func `a wrong value is named by its line`(program: String) throws {
    let microphone = try FakeALSA(tape: [Int16](repeating: 0, count: 16_000))
    for (line, hint) in [
      ("threshold = 1.5", "threshold 1.5: give a score above 0"),
      ("threshold = -1", "threshold -1: give"), ("smoothing = 1.5", "smoothing 1.5: give"),
      ("channel = 9", "channel 9: give a channel from 1 to 8"),
      ("hold = 1", "hold is for models of chords"), ("flats = true", "flats is for chords"),
      ("exec = 'no-such-program'", "exec no-such-program: not found"),
      ("exec = ''", "exec: the command is empty"),
      ("record = 'a.txt'", "a.txt: cannot tell the format"),
    ] {
      let path = try folder.write("device = 'tape'\n\(line)\n".utf8, to: "k.toml")
      let run = try microphone.run("listen", "--config", path, program: program)
      #expect(run.status == 65 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("katydid: \(path):2: "), "\(run.errors)")
      #expect(run.errors.contains(hint) && !run.errors.contains("--exec"), "\(run.errors)")
    }
  }

  @Test func `a wrong value of the command line is not the file's fault`() throws {
    let path = try folder.write("threshold = 0.5\n".utf8, to: "k.toml")
    let run = try ProgramRun(["listen", "--config", path, "--threshold", "7"])
    #expect(run.status == 64 && run.errors.hasPrefix("katydid: --threshold 7: give"))
  }
}
