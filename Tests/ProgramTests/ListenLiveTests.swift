import Foundation
import TestSupport
import Testing

/// A microphone at true speed through libasound and a sound server.
@Suite(
  .enabled(
    if: PulseMicrophone.isAvailable, "it takes pulseaudio, pulseaudio-utils and libasound2-plugins")
)
struct ListenLiveTests {
  /// What compares times with those of the machine wants the machine for itself: `Tools/test live`.
  private static let isAlone = ProcessInfo.processInfo.environment["KATYDID_LIVE"] != nil

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func listen(_ microphone: PulseMicrophone, _ arguments: [String] = []) async throws
    -> ListenRun
  {
    let run = try ListenRun(
      ["--device", "mic"] + arguments, hearing: microphone, environment: microphone.environment)
    #expect(try await run.waits(seconds: 20) { !$0.isEmpty })
    return run
  }

  @Test func `words that are played are heard`() async throws {
    let microphone = try await PulseMicrophone(rateHz: 44_100, channels: 2)
    let run = try await listen(microphone)
    let path = folder.path("two.wav")
    try writeSound(Array(ListenRecording.words()[..<64_000]), to: path)
    try await microphone.play(path)
    #expect(try await run.waits(seconds: 5) { $0.filter { $0.label != nil }.count == 2 })
    run.signal(SIGINT)
    #expect(await run.end() == 0)
    #expect(try run.events.map(\.label) == ["eight", "down"])
    #expect(try run.statuses.last == "stopped")
  }

  /// What is between the words of the file is between those that were heard, the time without a server included.
  @Test(.enabled(if: isAlone, "Tools/test live"))
  func `the sound server may be killed and started again`() async throws {
    let microphone = try await PulseMicrophone()
    let run = try await listen(microphone)
    let path = folder.path("word.wav")
    try writeSound(Array(ListenRecording.words()[..<36_000]), to: path)
    try await microphone.play(path)
    let begin = ContinuousClock.now
    #expect(try await run.waits(seconds: 5) { $0.contains { $0.label == "eight" } })
    microphone.stopServer()
    #expect(try await run.waits(seconds: 10) { $0.contains { $0.status == "lost" } })
    try await Task.sleep(for: .seconds(1))
    try await microphone.startServer()
    #expect(try await run.waits(seconds: 15) { $0.contains { $0.status == "resumed" } })
    try await microphone.play(path)
    let second = begin.duration(to: .now)
    #expect(try await run.waits(seconds: 5) { $0.filter { $0.label == "eight" }.count == 2 })
    run.signal(SIGTERM)
    #expect(await run.end() == 0)
    #expect(try run.statuses == ["listening", "lost", "resumed", "stopped"])
    let times = try run.events.map(\.time)
    try #require(times.count == 2)
    let between = second / .seconds(1)
    // A sink that was idle begins late; players end when all was heard.
    #expect(abs(times[1] - times[0] - between) <= 0.5, "\(times), \(between) s between them")
  }

  @Test func `--exit-on-loss leaves it to a supervisor`() async throws {
    let microphone = try await PulseMicrophone()
    let run = try await listen(microphone, ["--exit-on-loss"])
    // It is said to listen before the device runs.
    try await Task.sleep(for: .seconds(1))
    microphone.stopServer()
    #expect(await run.end() == 69)
    #expect(try run.statuses.contains("lost"))
  }

  /// At least sixty words in a row against those of the file. The sound begins at an unknown time: the median of the
  /// differences is taken for it, and what is left must be within 300 ms.
  @Test(.enabled(if: isAlone, "Tools/test live"))
  func `a long recording is heard as it is recognised in the file`() async throws {
    let path = folder.path("long.wav")
    let samples = try ListenRecording.long()
    try writeSound(samples, to: path)
    let expected = try await recognized(path)
    try #require(expected.count >= 60)
    let microphone = try await PulseMicrophone()
    let run = try await listen(microphone)
    try await microphone.play(path)
    try await Task.sleep(for: .seconds(1))
    run.signal(SIGINT)
    #expect(await run.end() == 0)
    #expect(try run.statuses == ["listening", "stopped"])

    let heard = try run.events
    let pairs = matches(expected, heard)
    let differences = pairs.map { heard[$0.1].time - expected[$0.0].time }.sorted()
    let start = differences[differences.count / 2]
    let furthest = differences.map { abs($0 - start) }.max() ?? 0
    let cpu = try run.first("stopped")?.members["cpu"] as? Double ?? .nan
    print(
      "\(expected.count) words in the file, \(heard.count) heard, \(pairs.count) the same;",
      String(format: "furthest %.0f ms from the same time, %.1f %% CPU", furthest * 1_000, cpu))
    #expect(expected.count - pairs.count <= expected.count / 50)
    #expect(heard.count - pairs.count <= 2)
    #expect(furthest <= 0.3)
  }

  /// The longest common subsequence of labels, as pairs of indices.
  private func matches(
    _ first: [ListenRun.Line], _ second: [ListenRun.Line]
  ) -> [(Int, Int)] {
    let change = second.map(\.label).difference(from: first.map(\.label))
    var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
    for step in change {
      switch step {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    let left = first.indices.filter { !removed.contains($0) }
    let right = second.indices.filter { !inserted.contains($0) }
    return Array(zip(left, right))
  }
}
