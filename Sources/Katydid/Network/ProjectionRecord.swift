/// One bundle of synapses as it stands in the blob: from the input or a layer to a layer.
@safe public struct ProjectionRecord {
  /// Source layer, or nil for the input.
  public let source: Int?
  public let target: Int
  public let layout: SynapseLayout
  /// The weights, in the layout's own form.
  public let data: UnsafeRawBufferPointer

  /// Whether it passes on the spikes of the tick before: every cycle costs one tick.
  public var isRecurrent: Bool { source.map { $0 >= target } ?? false }

  /// Reads a record that was validated before.
  init(validated reader: ByteReader, at offset: Int) {
    // As in `LayerRecord`: checked before, the fallbacks only satisfy the types.
    func u16(_ at: Int) -> UInt16 { (try? reader.u16(offset + at)) ?? 0 }
    func u32(_ at: Int) -> Int { Int((try? reader.u32(offset + at)) ?? 0) }
    source = u16(0) == NetworkSection.inputSource ? nil : Int(u16(0))
    target = Int(u16(2))
    layout = SynapseLayout(rawValue: (try? reader.u8(offset + 4)) ?? 0) ?? .dense
    unsafe data = unsafe UnsafeRawBufferPointer(
      rebasing: reader.bytes[u32(8)..<u32(8) + u32(12)])
  }
}
