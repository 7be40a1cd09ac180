// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CKatydid

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

private typealias HandlePointer = UnsafeMutablePointer<NetworkHandle>

@c @implementation
public func katydid_network_arena_bytes(_ model: OpaquePointer) -> Int {
  unsafe NetworkHandle.byteCount(UnsafePointer<ModelHandle>(model).pointee)
}

@c @implementation
public func katydid_network_create(
  _ model: OpaquePointer, _ arena: UnsafeMutableRawPointer?, _ arenaBytes: Int,
  _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> katydid_status {
  unsafe status(making: result) { () throws(Refusal) in
    let model = unsafe UnsafePointer<ModelHandle>(model)
    return unsafe try HandleBlock.create(
      NetworkHandle.self, byteCount: NetworkHandle.byteCount(model.pointee), arena: arena,
      arenaBytes: arenaBytes
    ) { (block) throws(Refusal) in unsafe try NetworkHandle(model, in: &block) }
  }
}

@c @implementation
public func katydid_network_destroy(_ handle: OpaquePointer?) {
  unsafe Handle.destroy(handle, inBlockOf: NetworkHandle.self)
}

@c @implementation
public func katydid_network_step(
  _ handle: OpaquePointer, _ channels: UnsafePointer<UInt16>?, _ values: UnsafePointer<Int16>?,
  _ eventCount: Int
) -> katydid_status {
  status { () throws(Refusal) in
    let channels = unsafe try elements(channels, count: eventCount)
    unsafe try HandlePointer(handle).pointee.step(channels, values: values)
  }
}

@c @implementation
public func katydid_network_spikes(
  _ handle: OpaquePointer, _ layer: Int32, _ neurons: UnsafeMutablePointer<UInt16>?,
  _ counts: UnsafeMutablePointer<UInt8>?
) -> Int {
  unsafe HandlePointer(handle).pointee.spikes(layer: layer, neurons: neurons, counts: counts)
}

@c @implementation
public func katydid_network_state(
  _ handle: OpaquePointer, _ layer: Int32, _ variable: Int32,
  _ values: UnsafeMutablePointer<Int32>?
) -> katydid_status {
  status { () throws(Refusal) in
    guard let values = unsafe values else { throw Refusal(Status.nullPointer) }
    guard let variable = StateVariable(variable) else { throw Refusal(Status.outOfRange) }
    unsafe try HandlePointer(handle).pointee.state(layer: layer, variable: variable, to: values)
  }
}

@c @implementation
public func katydid_network_reset(_ handle: OpaquePointer) {
  unsafe HandlePointer(handle).pointee.reset()
}

@c @implementation
public func katydid_network_counters(
  _ handle: OpaquePointer, _ counters: UnsafeMutablePointer<katydid_counters>
) {
  unsafe counters.pointee = katydid_counters(HandlePointer(handle).pointee.network.counters)
}

extension katydid_counters {
  init(_ counters: Counters) {
    self.init(
      ticks: counters.ticks, spikes: counters.spikes, synaptic_events: counters.synapticEvents,
      layers_skipped: counters.layersSkipped, saturations: counters.saturations,
      clamped_inputs: counters.clampedInputs, dropped_inputs: counters.droppedInputs)
  }
}

extension StateVariable {
  fileprivate init?(_ code: Int32) {
    switch code {
    case 0: self = .membrane
    case 1: self = .current
    case 2: self = .adaptation
    case 3: self = .refractory
    default: return nil
    }
  }
}
