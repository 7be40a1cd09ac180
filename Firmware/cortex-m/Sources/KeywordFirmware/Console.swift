import CBoard
import _Volatile

/// Text on the UART, byte by byte, allocating nothing. Here it is UART 0 of the MPS2 boards (CMSDK APB UART, Arm DDI 0479);
/// another board has its own `start` and `write(_: UInt8)`.
enum Console {
  private static var data: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4000_4000) }
  private static var state: VolatileMappedRegister<UInt32> { .init(unsafeBitPattern: 0x4000_4004) }
  private static var control: VolatileMappedRegister<UInt32> {
    .init(unsafeBitPattern: 0x4000_4008)
  }
  private static var divisor: VolatileMappedRegister<UInt32> {
    .init(unsafeBitPattern: 0x4000_4010)
  }

  /// 115,200 baud of a clock of 25 MHz.
  static func start() {
    divisor.store(217)
    control.store(1)
  }

  static func write(_ byte: UInt8) {
    // Bit 0: the transmitter has no room.
    while state.load() & 1 != 0 {}
    data.store(UInt32(byte))
  }

  static func write(_ text: StaticString) {
    text.withUTF8Buffer { for byte in $0 { write(byte) } }
  }

  /// The number with at least `digits` digits.
  static func write(_ value: UInt64, digits: Int = 1) {
    if value >= 10 || digits > 1 { write(value / 10, digits: digits - 1) }
    write(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
  }

  /// `value / 10^places` with a decimal point.
  static func write(_ value: UInt64, places: Int) {
    var unit: UInt64 = 1
    for _ in 0..<places { unit *= 10 }
    write(value / unit)
    write(".")
    write(value % unit, digits: places)
  }

  static func write(hexadecimal value: UInt32) {
    write("0x")
    for place in stride(from: 28, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: value >> UInt32(place) & 15)
      write(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
