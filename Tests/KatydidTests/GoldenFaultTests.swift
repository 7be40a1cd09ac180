import Foundation
import Testing

@testable import Katydid

/// That a golden vector which does not hold is noticed, and what is said of it.
struct GoldenFaultTests {
  /// In every record of what comes out, not of what goes in.
  @Test(arguments: [
    "left", "semitone-strum", "decision-plain", "tracking-plain", "resampler-44100", "recognizer",
    "tracking",
  ])
  func oneWrongBitInARecordIsNoticed(name: String) throws {
    let folder = try Folder()
    let source = golden.appending(path: "frontend/\(name)")
    let file = folder.url.appending(path: "\(name).golden")
    let model = source.appendingPathExtension("kat")
    if FileManager.default.fileExists(atPath: model.path) {
      try FileManager.default.copyItem(at: model, to: folder.url.appending(path: "\(name).kat"))
    }
    let good = try Data(contentsOf: source.appendingPathExtension("golden"))
    var changed = 0
    for (record, firstByte) in records(of: good)
    where !["section", "samples", "input", "rate", "tick", "potentials", "chosen"].contains(record)
    {
      var bad = good
      bad[firstByte] ^= 1
      try bad.write(to: file)
      guard case .differs(let name, let index, let expected, let got)? = goldenFault(in: file)
      else {
        Issue.record("a wrong \(record) is not noticed")
        continue
      }
      #expect(record.utf8.starts(with: name.stem))
      #expect(index == 0 && expected == got ^ 1)
      changed += 1
    }
    #expect(changed > 0)
  }

  @Test func oneWrongDigitOfANetworkIsNoticed() throws {
    let folder = try Folder()
    for type in ["kat", "input", "expected"] {
      try FileManager.default.copyItem(
        at: golden.appending(path: "networks/chain.\(type)"),
        to: folder.url.appending(path: "chain.\(type)"))
    }
    let file = folder.url.appending(path: "chain.expected")
    let good = try Data(contentsOf: file)
    let end = try #require(good.dropLast().lastIndex(of: 10))
    // The last digit of the last tick's checksum, the last line missing, a line too many.
    for bad in [
      good[..<(end - 1)] + [good[end - 1] ^ 1] + good[end...], good[...end], good + good.suffix(5),
    ] {
      try Data(bad).write(to: file)
      guard case .differsInLine? = goldenFault(in: file) else {
        Issue.record("a wrong network is not noticed")
        continue
      }
    }
  }

  @Test func whatIsNoGoldenVectorIsRefused() throws {
    let folder = try Folder()
    let file = folder.url.appending(path: "case.golden")
    if case .unreadable? = goldenFault(in: file) {} else { Issue.record("a missing file") }
    try Data("KGV2".utf8).write(to: file)
    if case .notGolden? = goldenFault(in: file) {} else { Issue.record("another format") }
    let good = try Data(contentsOf: golden.appending(path: "frontend/resampler-16000.golden"))
    try good.dropLast().write(to: file)
    if case .notGolden? = goldenFault(in: file) {} else { Issue.record("a truncated file") }
    // A record `x` of one element, alone and beside those of a known kind.
    let record = Data([1, 120, 1, 1, 0, 0, 0, 7])
    try (good.prefix(4) + record).write(to: file)
    if case .unknownKind? = goldenFault(in: file) {} else { Issue.record("an unknown kind") }
    try (good + record).write(to: file)
    if case .unread? = goldenFault(in: file) {} else { Issue.record("an unknown record") }
  }

  /// Name and place of the first element of every record that has one.
  private func records(of file: Data) -> [(name: String, firstByte: Int)] {
    var found: [(String, Int)] = []
    var at = 4
    while at < file.count {
      let nameEnd = at + 1 + Int(file[at])
      let name = String(decoding: file[at + 1..<nameEnd], as: UTF8.self)
      let count = (0..<4).reduce(0) { $0 | Int(file[nameEnd + 1 + $1]) << (8 * $1) }
      if count > 0 { found.append((name, nameEnd + 5)) }
      at = nameEnd + 5 + Int(file[nameEnd]) * count
    }
    return found
  }
}

/// A folder that goes when nobody holds it any more.
private final class Folder {
  let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
