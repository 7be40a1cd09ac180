// `Int64(x)` goes word by word where a word has 32 bits, and is a call there. These are an instruction or two on every machine.

/// `a * b`, exact.
@inline(__always)
func product(_ a: Int32, _ b: Int32) -> Int64 {
  let (high, low) = a.multipliedFullWidth(by: b)
  return unsafe unsafeBitCast((low.littleEndian, high.littleEndian), to: Int64.self).littleEndian
}

/// `x` in 64 bits.
@inline(__always)
func widened(_ x: Int32) -> Int64 { product(x, 1) }
