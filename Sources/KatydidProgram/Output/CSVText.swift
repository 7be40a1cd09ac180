/// A text as a field of a table (RFC 4180): in quotation marks where it would otherwise be more than one.
func csvField(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy {
    $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\n")
      && $0 != UInt8(ascii: "\r")
  }
  if isPlain { return text }
  var bytes = [UInt8(ascii: "\"")]
  for byte in text.utf8 {
    if byte == UInt8(ascii: "\"") { bytes.append(byte) }
    bytes.append(byte)
  }
  bytes.append(UInt8(ascii: "\""))
  return String(decoding: bytes, as: UTF8.self)
}
