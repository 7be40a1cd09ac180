#if KATYDID_IS_IMPORTED
  @testable import Katydid
#endif

/// Checks golden vectors to the last bit. What a file is for shows in the records it has.
enum GoldenCheck {
  /// - Parameter path: A file of golden records, with the model of the same name beside it if it has records of the whole path;
  ///   or the `.expected` of a network, with its `.kat` and `.input` beside it.
  /// - Returns: What differs first or is wrong, or nil.
  static func fault(inFileAt path: UnsafePointer<CChar>) -> GoldenFault? {
    do throws(GoldenFault) {
      try check(fileAt: path)
      return nil
    } catch { return error }
  }

  private static func check(fileAt path: UnsafePointer<CChar>) throws(GoldenFault) {
    guard let file = Memory(fileAt: path) else { throw .unreadable }
    if hasExtension(".expected", path) {
      try checkNetwork(path, expected: file.bytes)
      return
    }
    var records = try GoldenRecords(file.bytes)
    if records.has("rate") {
      try ResamplerCheck.run(&records)
    } else if records.has("section"), records.has("potentials") {
      try DecisionCheck.run(&records)
    } else if records.has("section"), records.has("samples") {
      try FrontEndCheck.run(&records)
    } else if records.has("samples"), records.has("logits") {
      guard let model = Memory(besideFileAt: path, extension: "kat") else {
        throw .missingCompanion("kat")
      }
      try RecognizerCheck.run(&records, model: model.bytes)
    } else {
      throw .unknownKind
    }
    try records.finish()
  }

  private static func checkNetwork(
    _ path: UnsafePointer<CChar>, expected: UnsafeRawBufferPointer
  ) throws(GoldenFault) {
    guard let model = Memory(besideFileAt: path, extension: "kat") else {
      throw .missingCompanion("kat")
    }
    guard let input = Memory(besideFileAt: path, extension: "input") else {
      throw .missingCompanion("input")
    }
    var text = ExpectedText(expected)
    try accepted { () throws(ModelError) in
      try NetworkTrace.run(model.bytes, input: input.bytes, to: &text)
    }
    try text.finish()
  }

  private static func hasExtension(
    _ wanted: StaticString, _ path: UnsafePointer<CChar>
  ) -> Bool {
    var length = 0
    while path[length] != 0 { length += 1 }
    let count = wanted.utf8CodeUnitCount
    guard length >= count else { return false }
    return (0..<count).allSatisfy {
      UInt8(bitPattern: path[length - count + $0]) == wanted.utf8Start[$0]
    }
  }
}
