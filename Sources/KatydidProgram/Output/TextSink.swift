/// Where text goes, byte by byte, without allocating anything on the way.
protocol TextSink: AnyObject {
  func write(_ byte: UInt8)
}

extension TextSink {
  func write(_ text: String) {
    for byte in text.utf8 { write(byte) }
  }

  /// Bytes up to the zero byte.
  func write(cString text: UnsafePointer<CChar>) {
    var next = text
    while next.pointee != 0 {
      write(UInt8(bitPattern: next.pointee))
      next += 1
    }
  }

  func write(_ text: String, times: Int) {
    for _ in 0..<max(times, 0) { write(text) }
  }

  /// The number with at least `digits` digits.
  func write(decimal value: Int, digits: Int = 1) { write(decimal: Int64(value), digits: digits) }

  /// `value / 10^places` with a decimal point.
  func write(decimal value: Int, places: Int) { write(decimal: Int64(value), places: places) }

  /// Times are 64 bits wide on every machine.
  func write(decimal value: Int64, digits: Int = 1) {
    if value < 0 { write(UInt8(ascii: "-")) }
    let magnitude = Int64(value.magnitude)
    if magnitude >= 10 || digits > 1 { write(decimal: magnitude / 10, digits: digits - 1) }
    write(UInt8(ascii: "0") + UInt8(magnitude % 10))
  }

  func write(decimal value: Int64, places: Int) {
    var unit: Int64 = 1
    for _ in 0..<places { unit *= 10 }
    if value < 0 { write(UInt8(ascii: "-")) }
    let magnitude = Int64(value.magnitude)
    write(decimal: magnitude / unit)
    write(UInt8(ascii: "."))
    write(decimal: magnitude % unit, digits: places)
  }
}
