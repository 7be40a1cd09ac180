import CPlatform

/// Where text goes, piece by piece. Embedded Swift has no strings to put it together with cheaply.
protocol TextSink {
  mutating func write(_ bytes: UnsafeRawBufferPointer)
}

extension TextSink {
  mutating func text(_ text: StaticString) {
    write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func text(_ text: UnsafePointer<CChar>) {
    var count = 0
    while text[count] != 0 { count += 1 }
    write(UnsafeRawBufferPointer(start: text, count: count))
  }

  mutating func text(_ text: [UInt8]) {
    text.withUnsafeBytes { write($0) }
  }

  mutating func decimal(_ value: UInt64) {
    if value >= 10 { decimal(value / 10) }
    byte(UInt8(48 + value % 10))
  }

  mutating func decimal(signed value: Int64) {
    if value < 0 { text("-") }
    decimal(value.magnitude)
  }

  mutating func hexadecimal(_ value: UInt32) {
    for digit in stride(from: 28, through: 0, by: -4) {
      let nibble = UInt8(value >> UInt32(digit) & 15)
      byte(nibble < 10 ? 48 + nibble : 87 + nibble)
    }
  }

  private mutating func byte(_ byte: UInt8) {
    withUnsafeBytes(of: byte) { write($0) }
  }
}

struct StandardOutput: TextSink {
  func write(_ bytes: UnsafeRawBufferPointer) { platform_write(bytes.baseAddress, bytes.count) }
}

/// A cursor over the text of an input file: numbers, and what stands between them.
struct InputText {
  let bytes: UnsafeRawBufferPointer
  var index = 0

  var isAtEnd: Bool { index >= bytes.count }

  /// Events of the next line, `channel:value` separated by blanks.
  mutating func nextLine(_ body: (_ channel: Int, _ value: Int) -> Void) {
    while !isAtEnd, bytes[index] != 10 {
      if bytes[index] == 32 {
        index += 1
        continue
      }
      let channel = number()
      index += 1
      body(channel, number())
    }
    index += 1
  }

  private mutating func number() -> Int {
    var value = 0
    let isNegative = !isAtEnd && bytes[index] == 45
    if isNegative { index += 1 }
    while !isAtEnd, bytes[index] >= 48, bytes[index] <= 57 {
      value = value * 10 + Int(bytes[index] - 48)
      index += 1
    }
    return isNegative ? -value : value
  }
}
