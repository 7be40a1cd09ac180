// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CKatydid

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

private typealias HandlePointer = UnsafeMutablePointer<FrontEndHandle>

@c @implementation
public func katydid_front_end_create(
  _ section: UnsafeRawPointer?, _ byteCount: Int,
  _ result: UnsafeMutablePointer<OpaquePointer?>?, _ detail: UnsafeMutablePointer<Int>?
) -> katydid_status {
  unsafe status(making: result, detail: detail) { () throws(Refusal) in
    let bytes = unsafe try bytes(section, count: byteCount)
    return unsafe try Handle.create(
      FrontEndHandle(
        try refusing { () throws(ModelError) in unsafe try FrontEndSection(validating: bytes) }))
  }
}

@c @implementation
public func katydid_front_end_create_of_model(
  _ model: OpaquePointer, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> katydid_status {
  unsafe status(making: result) { () throws(Refusal) in
    guard let section = unsafe UnsafePointer<ModelHandle>(model).pointee.blob.frontEnd else {
      throw Refusal(Status.noFrontEnd)
    }
    return unsafe try Handle.create(FrontEndHandle(section))
  }
}

@c @implementation
public func katydid_front_end_destroy(_ handle: OpaquePointer?) {
  unsafe Handle.destroy(handle, of: FrontEndHandle.self)
}

@c @implementation
public func katydid_front_end_reset(_ handle: OpaquePointer) {
  unsafe HandlePointer(handle).pointee.reset()
}

@c @implementation
public func katydid_front_end_bands(_ handle: OpaquePointer) -> Int32 {
  unsafe Int32(HandlePointer(handle).pointee.section.bandCount)
}

@c @implementation
public func katydid_front_end_channels(_ handle: OpaquePointer) -> Int32 {
  unsafe Int32(HandlePointer(handle).pointee.section.channelCount)
}

@c @implementation
public func katydid_front_end_hops_per_tick(_ handle: OpaquePointer) -> Int32 {
  unsafe Int32(HandlePointer(handle).pointee.section.hopsPerTick)
}

@c @implementation
public func katydid_front_end_event_limit(_ handle: OpaquePointer) -> Int32 {
  unsafe Int32(HandlePointer(handle).pointee.section.limit)
}

@c @implementation
public func katydid_front_end_hops_after(_ handle: OpaquePointer, _ sampleCount: Int) -> Int {
  unsafe HandlePointer(handle).pointee.hops(after: sampleCount)
}

@c @implementation
public func katydid_front_end_ticks_after(_ handle: OpaquePointer, _ sampleCount: Int) -> Int {
  unsafe HandlePointer(handle).pointee.ticks(after: sampleCount)
}

@c @implementation
public func katydid_front_end_push(
  _ handle: OpaquePointer, _ samples: UnsafePointer<Int16>?, _ sampleCount: Int,
  _ isOpen: UnsafeMutablePointer<UInt8>?, _ features: UnsafeMutablePointer<Int16>?,
  _ events: UnsafeMutablePointer<Int16>?
) -> katydid_status {
  status { () throws(Refusal) in
    let samples = unsafe try elements(samples, count: sampleCount)
    unsafe HandlePointer(handle).pointee.push(
      samples, into: FrontEndHandle.Output(isOpen: isOpen, features: features, events: events))
  }
}
