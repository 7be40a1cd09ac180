/// CRC-32 of IEEE 802.3 (reflected polynomial 0xEDB88320, start and final xor of all ones), four bits at a time.
///
/// The table of 16 entries is small enough for a microcontroller; a blob is checked once.
public func crc32(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
  let table: InlineArray<16, UInt32> = [
    0x0000_0000, 0x1DB7_1064, 0x3B6E_20C8, 0x26D9_30AC, 0x76DC_4190, 0x6B6B_51F4, 0x4DB2_6158,
    0x5005_713C, 0xEDB8_8320, 0xF00F_9344, 0xD6D6_A3E8, 0xCB61_B38C, 0x9B64_C2B0, 0x86D3_D2D4,
    0xA00A_E278, 0xBDBD_F21C,
  ]
  var crc = UInt32.max
  for index in bytes.indices {
    unsafe crc ^= UInt32(bytes[index])
    crc = (crc >> 4) ^ table[Int(crc & 15)]
    crc = (crc >> 4) ^ table[Int(crc & 15)]
  }
  return ~crc
}
