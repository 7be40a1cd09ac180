import Foundation
import TestSupport
import Testing

@testable import Katydid
@testable import KatydidProgram

/// What `--exec` starts, with which surroundings, and how often.
@Suite struct EventCommandTests {
  private let folder: TemporaryFolder
  private let errors: WrittenStream

  init() throws {
    folder = try TemporaryFolder()
    errors = try WrittenStream(folder.path("errors"))
  }

  private func command(_ script: String, arguments: String = "") throws -> EventCommand {
    let path = try folder.write("#!/bin/sh\ncd \(folder.path(""))\n\(script)\n".utf8, to: "script")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    // Not started itself: a program that another test starts may still have it open for writing.
    return try EventCommand(
      "/bin/sh \(path) \(arguments)", labels: ["left", "yes"], errors: errors.stream)
  }

  private func event(_ classIndex: Int) -> Event {
    Event(classIndex: classIndex, score: 30_474, timeSamples: 197_440)
  }

  private func wait(_ isDone: () throws -> Bool) throws {
    let end = Date.now + 20
    while try !isDone() {
      try #require(Date.now < end, "nothing happens")
      Thread.sleep(forTimeInterval: 0.01)
    }
  }

  /// What the script has written, once it is there.
  private func result(_ name: String = "result") throws -> [Substring] {
    try wait { FileManager.default.fileExists(atPath: folder.path(name)) }
    return try String(contentsOfFile: folder.path(name), encoding: .utf8).split(separator: "\n")
  }

  @Test func `the event is in the environment, the words are arguments`() throws {
    setenv("KATYDID_LABEL", "old", 1)
    setenv("NOTIFY_SOCKET", "/nowhere", 1)
    defer { unsetenv("KATYDID_LABEL") }
    defer { unsetenv("NOTIFY_SOCKET") }
    let command = try command(
      """
      echo "$KATYDID_LABEL $KATYDID_TIME $KATYDID_SCORE $1 $2 $#" > new
      env | grep -c -e ^KATYDID_ -e ^NOTIFY_ >> new; echo "$PATH" >> new; mv new result
      """, arguments: " one  $HOME")
    command.run(event(0), offsetSamples: 160_000)
    #expect(
      try result() == ["left 22.340 0.93 one $HOME 2", "3", Substring(environmentPath)])
  }

  @Test func `nothing of ours is passed on: files, signals, output`() throws {
    let leaked = open("/dev/null", O_RDONLY)
    defer { close(leaked) }
    let (pipe, child) = (signal(SIGPIPE, SIG_IGN), signal(SIGCHLD, SIG_IGN))
    defer { signal(SIGPIPE, pipe) }
    defer { signal(SIGCHLD, child) }
    var (blocked, before) = (sigset_t(), sigset_t())
    sigfillset(&blocked)
    pthread_sigmask(SIG_SETMASK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let command = try command(
      """
      input=$(readlink /proc/$$/fd/0); output=$(readlink /proc/$$/fd/1)
      files=$(ls /proc/self/fd | wc -l)
      echo "$input\n$output\n$files" > new
      grep -h -e SigBlk -e SigIgn /proc/self/status | cut -f 2 >> new; mv new result
      """)
    command.run(event(0))
    let errorFile = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/2")
    let lines = try result()
    // The fourth descriptor is the folder that is listed.
    #expect(lines.prefix(3) == ["/dev/null", Substring(errorFile), "4"])
    // The C library keeps signals from 32 on to itself.
    let masks = lines.dropFirst(3).map { UInt64($0, radix: 16)! & 0x7FFF_FFFF }
    #expect(masks == [0, 0])
  }

  @Test func `one at a time of a label, the others are skipped and counted`() throws {
    let command = try command(
      "while [ ! -e go ]; do sleep 0.02; done; mv \"$(mktemp -p .)\" \"$KATYDID_LABEL-done\"")
    for classIndex in [0, 0, 1, 0] { command.run(event(classIndex)) }
    #expect(command.skippedCount == 2)
    // Another command, with the labels of another model: what runs goes on counting.
    let next = try EventCommand(
      "/bin/sh \(folder.path("script"))", labels: ["no", "left"], errors: errors.stream,
      after: command)
    next.run(event(1))
    #expect(next.skippedCount == 3)
    let told = try errors.text
    #expect(told.hasPrefix("katydid: --exec ") && told.contains(": label left: still runs"))
    #expect(told.split(separator: "\n").count == 1)

    _ = try folder.write([], to: "go")
    _ = try (result("left-done"), result("yes-done"))
    // As soon as it has ended, the label's next event starts it again.
    try FileManager.default.removeItem(atPath: folder.path("left-done"))
    try wait {
      next.run(event(1))
      return FileManager.default.fileExists(atPath: folder.path("left-done"))
    }
    #expect(next.failedCount == 0)
  }

  @Test func `exit codes are counted and said once a label`() throws {
    let command = try command("[ $KATYDID_LABEL = left ] && exit 3; kill -9 $$")
    for classIndex in [0, 0, 1] {
      let before = command.failedCount
      command.run(event(classIndex))
      try wait {
        command.poll()
        return command.failedCount > before
      }
    }
    #expect(command.failedCount == 3 && command.skippedCount == 0)
    let lines = try errors.text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].contains("label left: ended with exit code 3"))
    #expect(lines[1].contains("label yes: ended with exit code 137"))
  }

  @Test func `a program that goes away is said and counted`() throws {
    _ = try command("exit 0")
    let command = try EventCommand(
      folder.path("script"), labels: ["left"], errors: errors.stream)
    try FileManager.default.removeItem(atPath: folder.path("script"))
    command.run(event(0))
    #expect(command.failedCount == 1)
    #expect(try errors.text.contains("cannot start: No such file"))
  }

  @Test(arguments: ["", "  ", "no-such-program -x", "/", "./no/such", "/etc/passwd"])
  func `what cannot be run is refused before anything starts`(text: String) {
    do throws(Failure) {
      _ = try EventCommand(text, labels: ["left"])
      Issue.record("accepted")
    } catch {
      #expect(error.status == .usage)
      #expect(error.message.hasPrefix("--exec") && error.message.contains("; give "))
    }
  }

  @Test func `a program is found in PATH`() throws {
    let command = try EventCommand(
      "touch \(folder.path("result"))", labels: ["left"], errors: errors.stream)
    command.run(event(0))
    #expect(try result().isEmpty)
  }
}

private var environmentPath: String { ProcessInfo.processInfo.environment["PATH"]! }
