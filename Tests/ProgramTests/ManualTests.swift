import Foundation
import TestSupport
import Testing

@testable import KatydidProgram

/// The manual page, and how man shows it.
@Suite struct ManualTests {
  /// What man shows and what it complains about, of the page as it stands in the manual.
  private func shown() throws -> (text: String, complaints: String) {
    let folder = try TemporaryFolder()
    let page = try folder.write(try ProgramRun(["manual"]).output.utf8, to: "katydid.1")
    let files = try ["text", "complaints"].map { try folder.write([], to: $0) }
    let man = Process()
    man.executableURL = URL(filePath: "/usr/bin/man")
    man.arguments = ["--warnings=w", "--encoding=UTF-8", "-l", page]
    // Variables of whoever runs the tests must not turn it into something else.
    man.environment = ["LC_ALL": "C.UTF-8", "MANWIDTH": "100", "PATH": "/usr/bin:/bin"]
    man.standardOutput = FileHandle(forWritingAtPath: files[0])
    man.standardError = FileHandle(forWritingAtPath: files[1])
    try man.run()
    man.waitUntilExit()
    let texts = try files.map { try String(contentsOfFile: $0, encoding: .utf8) }
    return (texts[0], texts[1])
  }

  /// Letters as they stand in the page, however it is broken into lines.
  private func letters(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/man")))
  func `man shows every option, exit code and example, and has nothing to complain about`() throws {
    let (text, complaints) = try shown()
    #expect(complaints.isEmpty)
    let page = letters(text)
    for command in Command.all {
      #expect(page.contains(letters("katydid \(command.name) [OPTION]")))
      for paragraph in [command.summary] + command.discussion {
        #expect(page.contains(letters(paragraph)), "\(paragraph)")
      }
      for option in command.options {
        #expect(page.contains(letters(option.usage + option.help)), "\(option.name)")
      }
      for example in command.examples {
        #expect(page.contains(letters(example.command + example.meaning)))
      }
    }
    for status in ExitStatus.allCases {
      #expect(page.contains(letters("\(status.rawValue)\(status.meaning)")))
    }
  }

  @Test func `it is the same from the Embedded program, and takes no operand`() throws {
    let page = try ProgramRun(["manual"])
    #expect(page.status == 0 && page.output.hasPrefix(".TH KATYDID 1 "))
    #expect(try ProgramRun(["manual"], program: "KatydidProgramEmbedded").output == page.output)
    #expect(try ProgramRun(["manual", "listen"]).status == 64)
  }
}
