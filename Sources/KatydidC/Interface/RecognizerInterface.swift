// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CKatydid

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

private typealias HandlePointer = UnsafeMutablePointer<RecognizerHandle>

@c @implementation
public func katydid_recognizer_arena_bytes(
  _ model: OpaquePointer, _ rateHz: Int32, _ byteCount: UnsafeMutablePointer<Int>?
) -> katydid_status {
  status { () throws(Refusal) in
    guard let byteCount = unsafe byteCount else { throw Refusal(Status.nullPointer) }
    unsafe byteCount.pointee = unsafe try RecognizerHandle.byteCount(
      UnsafePointer<ModelHandle>(model).pointee, rateHz: Int(rateHz))
  }
}

@c @implementation
public func katydid_recognizer_create(
  _ model: OpaquePointer, _ rateHz: Int32, _ arena: UnsafeMutableRawPointer?, _ arenaBytes: Int,
  _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> katydid_status {
  unsafe status(making: result) { () throws(Refusal) in
    let model = unsafe UnsafePointer<ModelHandle>(model)
    let byteCount = unsafe try RecognizerHandle.byteCount(model.pointee, rateHz: Int(rateHz))
    return unsafe try HandleBlock.create(
      RecognizerHandle.self, byteCount: byteCount, arena: arena, arenaBytes: arenaBytes
    ) { (block) throws(Refusal) in
      unsafe try RecognizerHandle(model, rateHz: Int(rateHz), in: &block)
    }
  }
}

@c @implementation
public func katydid_recognizer_destroy(_ handle: OpaquePointer?) {
  unsafe Handle.destroy(handle, inBlockOf: RecognizerHandle.self)
}

@c @implementation
public func katydid_recognizer_push(
  _ handle: OpaquePointer, _ samples: UnsafePointer<Int16>?, _ sampleCount: Int,
  _ taken: UnsafeMutablePointer<Int>?
) -> katydid_status {
  unsafe taken?.pointee = 0
  return status { () throws(Refusal) in
    let samples = unsafe try elements(samples, count: sampleCount)
    let count = unsafe HandlePointer(handle).pointee.push(samples)
    unsafe taken?.pointee = count
    if count < sampleCount { throw Refusal(Status.eventsWaiting) }
  }
}

@c @implementation
public func katydid_recognizer_poll(
  _ handle: OpaquePointer, _ event: UnsafeMutablePointer<katydid_event>
) -> Int32 {
  guard let oldest = unsafe HandlePointer(handle).pointee.poll() else { return 0 }
  unsafe event.pointee = unsafe oldest
  return 1
}

@c @implementation
public func katydid_recognizer_finish(_ handle: OpaquePointer) -> katydid_status {
  status { () throws(Refusal) in unsafe try HandlePointer(handle).pointee.finish() }
}

@c @implementation
public func katydid_recognizer_reset(_ handle: OpaquePointer) {
  unsafe HandlePointer(handle).pointee.reset()
}

@c @implementation
public func katydid_recognizer_score(_ handle: OpaquePointer, _ classIndex: Int32) -> Int32 {
  let handle = unsafe HandlePointer(handle)
  guard classIndex >= 0,
    unsafe classIndex < handle.pointee.model.pointee.blob.network.outputCount
  else { return 0 }
  return unsafe handle.pointee.recognizer.score(ofClass: Int(classIndex))
}

@c @implementation
public func katydid_recognizer_get_settings(
  _ handle: OpaquePointer, _ settings: UnsafeMutablePointer<katydid_settings>
) {
  let current = unsafe HandlePointer(handle).pointee.recognizer.settings
  unsafe settings.pointee = katydid_settings(
    threshold: current.threshold, consecutive_ticks: Int32(current.consecutiveTicks),
    rest_ticks: Int32(current.restTicks),
    smoothing_milliseconds: Int32(current.smoothingMilliseconds),
    hold_off_milliseconds: Int32(current.holdOffMilliseconds))
}

@c @implementation
public func katydid_recognizer_set_settings(
  _ handle: OpaquePointer, _ settings: UnsafePointer<katydid_settings>
) -> katydid_status {
  status { () throws(Refusal) in
    unsafe try HandlePointer(handle).pointee.set(settings.pointee)
  }
}

@c @implementation
public func katydid_recognizer_counters(
  _ handle: OpaquePointer, _ counters: UnsafeMutablePointer<katydid_counters>
) {
  unsafe counters.pointee = katydid_counters(
    HandlePointer(handle).pointee.recognizer.network.counters)
}
