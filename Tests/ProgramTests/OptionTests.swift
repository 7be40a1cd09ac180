import TestSupport
import Testing

@testable import KatydidProgram

/// The command line: what it takes, what it refuses, what it says.
@Suite struct OptionTests {
  private func arguments(_ words: String...) throws -> Arguments {
    try Arguments(words, of: .recognize)
  }

  @Test func `values with a blank and with an equals sign`() throws {
    let parsed = try arguments("--threshold", "0.5", "a.wav", "--model=x=y.kat", "--json", "-")
    #expect(parsed.value("threshold") == "0.5")
    #expect(parsed.value("model") == "x=y.kat")
    #expect(parsed.isSet("json") && !parsed.isSet("real-time"))
    #expect(parsed.operands == ["a.wav", "-"])
  }

  @Test func `what comes twice counts the last time; after two dashes all are files`() throws {
    let parsed = try arguments("--rate", "8000", "--rate=48000", "--", "--json", "-x")
    #expect(parsed.value("rate") == "48000")
    #expect(parsed.operands == ["--json", "-x"] && !parsed.isSet("json"))
  }

  @Test(arguments: [
    (["--treshold", "1"], "--threshold"), (["--jsno"], "--json"), (["--threshold"], "missing"),
    (["--model", "--json"], "missing"), (["--json=yes"], "no value"), (["--zzzzzzzz"], "--help"),
  ])
  func `wrong options`(words: [String], hint: String) {
    do throws(Failure) {
      _ = try Arguments(words, of: .recognize)
      Issue.record("\(words) were accepted")
    } catch {
      #expect(error.status == .usage)
      #expect(error.message.contains(hint))
    }
  }

  @Test(arguments: [
    ("0.5", 16_384), ("1", 32_768), (".25", 8_192), ("1.", 32_768), ("0.00002", 1), ("0", 0),
    ("0.999999999", 32_768), ("2", 65_536),
  ])
  func `decimal fractions`(text: String, expected: Int) {
    #expect(scaledDecimal(text, by: 32_768) == expected)
  }

  @Test(arguments: ["", ".", "-1", "+1", "1e3", "0x1", "1.2.3", "1234567890", "٣", " 1", "1,5"])
  func `what is no decimal fraction`(text: String) {
    #expect(scaledDecimal(text, by: 10) == nil)
  }

  @Test func `nearest spelling`() {
    #expect(nearest(to: "recognise", among: ["recognize", "info"]) == "recognize")
    #expect(nearest(to: "quux", among: ["recognize", "info"]) == nil)
  }

  @Test func `every option is documented and completed`() throws {
    for command in Command.all {
      let page = try ProgramRun([command.name, "--help"])
      #expect(page.status == 0 && page.errors.isEmpty)
      #expect(page.output.contains("Examples"))
      #expect(page.lines.allSatisfy { $0.count <= 80 })
      #expect(try ProgramRun(["help", command.name]).output == page.output)
      for shell in Shell.names {
        let completion = try ProgramRun(["completion", shell]).output
        #expect(completion.contains(command.name))
        for option in command.allOptions {
          #expect(page.output.contains(option.usage))
          #expect(completion.contains(option.name))
        }
      }
    }
  }

  @Test func `version, help, and nothing at all`() throws {
    #expect(try ProgramRun(["--version"]).output == "katydid 0.1.0\n")
    let help = try ProgramRun(["--help"])
    #expect(help.status == 0 && help.output.contains("recognize") && help.output.contains("info"))
    let nothing = try ProgramRun([])
    #expect(nothing.status == 64 && nothing.output.isEmpty && nothing.errors == help.output)
  }

  @Test(arguments: [
    ["frobnicate"], ["recognize"], ["recognize", "--frobnicate", clip], ["completion"],
    ["recognize", "--threshold", "0", clip], ["recognize", "--threshold", "1.01", clip],
    ["recognize", "--threshold", "x", clip], ["recognize", "--smoothing", "10001", clip],
    ["recognize", "--smoothing", "1.5", clip], ["recognize", "--consecutive", "0", clip],
    ["recognize", "--consecutive", "1001", clip], ["recognize", "--hold-off", "61", clip],
    ["recognize", "--rate", "8000", clip], ["recognize", "--channels", "0", "-"],
    ["recognize", "--channels", "1025", "-"], ["recognize", "--sample-format", "s17le", "-"],
    ["recognize", "--format", "xml", clip],
    ["completion", "tcsh"],
  ])
  func `wrong usage`(words: [String]) throws {
    let run = try ProgramRun(words)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(
      run.errors.hasPrefix("katydid: ") && run.errors.contains("--help") || words.contains("--rate")
    )
  }
}
