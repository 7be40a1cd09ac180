// Runs networks on recorded inputs and prints every spike and a checksum of every state, for comparison with
// the Python reference; and checks golden vectors. Built twice, as ordinary and as Embedded Swift, each time together with
// the portable module (the link Katydid), for what is compared inside it. Formats: Tools/compare-networks.

import CPlatform

@main
struct Replay {
  static func main() {
    let words = 1..<max(platform_argument_count(), 1)
    guard let first = platform_argument(1) else {
      platform_complain("FILE.kat... | golden FILE...", "usage: replay ")
      platform_exit(64)
    }
    if matches(first, "golden") {
      checkGolden(words.dropFirst())
    } else {
      for index in words { if let path = platform_argument(index) { replay(path) } }
    }
  }

  /// Runs the network of `NAME.kat` on `NAME.input`; ends the program if that cannot be.
  private static func replay(_ path: UnsafePointer<CChar>) {
    guard let model = Memory(fileAt: path),
      let input = Memory(besideFileAt: path, extension: "input")
    else {
      platform_complain(": cannot be read, or its .input", path)
      platform_exit(66)
    }
    var output = StandardOutput()
    output.text("# ")
    output.text(path)
    output.text("\n")
    do throws(ModelError) {
      try NetworkTrace.run(model.bytes, input: input.bytes, to: &output)
    } catch {
      platform_complain(": refused", path)
      output.text("refused at byte ")
      output.decimal(UInt64(error.offset))
      output.text("\n")
      platform_exit(65)
    }
  }

  /// Prints a line for each file; ends the program if one does not hold, or if there is none.
  private static func checkGolden(_ words: Range<Int32>) {
    var output = StandardOutput()
    var bad = 0
    for index in words {
      guard let path = platform_argument(index) else { continue }
      let fault = GoldenCheck.fault(inFileAt: path)
      output.text(fault == nil ? "ok " : "not ok ")
      output.text(path)
      if let fault {
        bad += 1
        output.text(": ")
        fault.describe(to: &output)
      }
      output.text("\n")
    }
    output.decimal(UInt64(words.count - bad))
    output.text(" of ")
    output.decimal(UInt64(words.count))
    output.text(" golden vectors hold\n")
    if bad > 0 || words.isEmpty { platform_fail() }
  }

  private static func matches(_ word: UnsafePointer<CChar>, _ text: StaticString) -> Bool {
    for index in 0..<text.utf8CodeUnitCount
    where UInt8(bitPattern: word[index]) != text.utf8Start[index] { return false }
    return word[text.utf8CodeUnitCount] == 0
  }
}
