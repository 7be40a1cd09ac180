import Foundation
import TestSupport
import Testing

/// How `listen` ends, and how it takes another model.
@Suite(.serialized) struct ListenSignalTests {
  private static let limit = Duration.milliseconds(200)
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Listens to the words at true speed; returns when it runs.
  private func start(_ arguments: [String] = [], faults: String = "") async throws -> ListenRun {
    let run = try FaultyMicrophone.run(
      Tape(ListenRecording.words()), "clock " + faults, arguments)
    #expect(try await run.waits(seconds: 20) { !$0.isEmpty })
    return run
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a signal ends it within 200 ms, with a summary`(signal: Int32) async throws {
    let run = try await start()
    // In the middle of it.
    _ = try await run.waits(seconds: 20) { lines in lines.contains { $0.label != nil } }
    let end = await run.end(signal)
    #expect(end.status == 0 && end.duration <= ListenSignalTests.limit)
    #expect(try run.lines.last?.status == "stopped")
    let eventCount = try run.events.count
    #expect(try run.lines.last?.members["events"] as? Int == eventCount && eventCount > 0)
    #expect(try run.errors.contains("stopped: \(eventCount) event"))
  }

  /// While the device is gone, suspended, or hangs.
  @Test(arguments: ["gone@300:99", "suspend@300:99", "hang@300"])
  func `a signal ends it within 200 ms while there is no sound`(faults: String) async throws {
    let run = try await start(faults: faults)
    try await Task.sleep(for: .seconds(1))
    let end = await run.end(SIGINT)
    #expect(end.status == 0 && end.duration <= ListenSignalTests.limit)
    #expect(try run.statuses.last == "stopped")
  }

  @Test func `SIGHUP takes the model as it is now`() async throws {
    let path = folder.path("model.kat")
    let shipped = try Data(
      contentsOf: repository.appending(path: "Firmware/models/keywords.kat"))
    let random = try Data(contentsOf: URL(filePath: randomModel))
    try shipped.write(to: URL(filePath: path))
    let run = try await start(["--model", path])
    _ = try await run.waits(seconds: 20) { lines in lines.contains { $0.label == "eight" } }

    // A broken one first: it goes on with what it has.
    try shipped.dropLast(1_000).write(to: URL(filePath: path))
    run.signal(SIGHUP)
    #expect(try await run.waits(seconds: 20) { lines in lines.contains { $0.label == "down" } })
    #expect(try run.errors.contains(path))
    #expect(!(try run.statuses).contains("model"))

    try random.write(to: URL(filePath: path))
    run.signal(SIGHUP)
    #expect(try await run.waits(seconds: 20) { lines in lines.contains { $0.status == "model" } })
    let model = try #require(try run.first("model"))
    // The random model makes events of anything; their times go on.
    #expect(try await run.waits(seconds: 20) { $0.last?.label != nil })
    let after = try #require(try run.events.last)
    #expect(after.time >= model.time && after.time < model.time + 10)

    run.signal(SIGTERM)
    #expect(await run.end() == 0)
  }

  @Test func `SIGHUP takes the configuration as it is now`() async throws {
    let path = folder.path("katydid.toml")
    func configure(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
    try configure("model = 'keywords'")
    let run = try await start(["--config", path])

    try configure("model = 'keywords'\nthreshold = 0\n")
    run.signal(SIGHUP)
    try await waits { try run.errors.contains("\(path):2: threshold 0: give a score") }
    try configure("model = 'keywords'\nexec = './none'\n")
    run.signal(SIGHUP)
    try await waits { try run.errors.contains("\(path):2: exec \(self.folder.path("./none")): No") }
    #expect(!(try run.statuses).contains("model"))

    try configure("model = '\(randomModel)'\nrecord = 'a.flac'\n")
    run.signal(SIGHUP)
    #expect(try await run.waits(seconds: 20) { lines in lines.contains { $0.status == "model" } })
    #expect(try run.first("model")?.members["model"] as? String == randomModel)
    #expect(try run.errors.contains("--record has changed; start again"))
    #expect(try await run.waits(seconds: 20) { $0.last?.label != nil })
    #expect(await run.end(SIGTERM).status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path("a.flac")))
  }

  private func waits(until isTrue: () throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while try !isTrue() {
      try #require(ContinuousClock.now < end, "nothing happens")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// What happens at the same time must not matter: reloading through overruns, and an end in the middle of it.
  @Test func `reload, overruns and the end at once`() async throws {
    let script = (1..<60).map { "xrun@\(50 * $0):5" }.joined(separator: " ")
    let run = try await start(["--model", randomModel], faults: script)
    for _ in 0..<20 {
      run.signal(SIGHUP)
      try await Task.sleep(for: .milliseconds(50))
    }
    run.signal(SIGHUP)
    run.signal(SIGTERM)
    #expect(await run.end() == 0)
    #expect(try run.statuses.filter { $0 == "model" }.count >= 3)
    #expect(try run.statuses.filter { $0 == "overrun" }.count >= 3)
    #expect(try run.statuses.last == "stopped")
  }
}
