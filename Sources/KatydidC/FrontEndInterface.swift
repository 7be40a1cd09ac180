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
  _ result: UnsafeMutablePointer<OpaquePointer?>?, _ errorOffset: UnsafeMutablePointer<Int>?
) -> katydid_status {
  unsafe create(section, byteCount, result, errorOffset) { bytes throws(ModelError) in
    unsafe try FrontEndSection(validating: bytes)
  }
}

@c @implementation
public func katydid_front_end_create_from_blob(
  _ blob: UnsafeRawPointer?, _ byteCount: Int,
  _ result: UnsafeMutablePointer<OpaquePointer?>?, _ errorOffset: UnsafeMutablePointer<Int>?
) -> katydid_status {
  unsafe create(blob, byteCount, result, errorOffset) { bytes throws(ModelError) in
    unsafe try Blob(validating: bytes).frontEnd
  }
}

/// Makes a front end of what `section` finds in a copy of the bytes that starts at a multiple of 16.
private func create(
  _ bytes: UnsafeRawPointer?, _ byteCount: Int,
  _ result: UnsafeMutablePointer<OpaquePointer?>?, _ errorOffset: UnsafeMutablePointer<Int>?,
  _ section: (UnsafeRawBufferPointer) throws(ModelError) -> FrontEndSection?
) -> katydid_status {
  unsafe errorOffset?.pointee = 0
  guard let result = unsafe result else { return Status.nullPointer }
  unsafe result.pointee = nil
  guard let bytes = unsafe bytes else { return Status.nullPointer }
  guard let copy = WorkingMemory(byteCount: byteCount) else { return Status.outOfMemory }
  unsafe copy.bytes.copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: byteCount))
  do throws(ModelError) {
    guard let section = unsafe try section(UnsafeRawBufferPointer(copy.bytes)) else {
      return Status.noFrontEnd
    }
    guard let arena = WorkingMemory(byteCount: section.arenaBytes) else {
      return Status.outOfMemory
    }
    unsafe result.pointee = unsafe Handle.create(try FrontEndHandle(section, arena: arena))
    return unsafe result.pointee == nil ? Status.outOfMemory : Status.ok
  } catch {
    unsafe errorOffset?.pointee = error.offset
    return Status.of(error)
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
  guard unsafe samples != nil || sampleCount == 0 else { return Status.nullPointer }
  unsafe HandlePointer(handle).pointee.push(
    UnsafeBufferPointer(start: samples, count: sampleCount),
    into: FrontEndHandle.Output(isOpen: isOpen, features: features, events: events))
  return Status.ok
}
