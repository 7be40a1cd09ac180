// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CKatydid

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

/// A resampler with the memory that it works in.
private struct ResamplerHandle: ~Copyable {
  var resampler: Resampler
  let memory: WorkingMemory
}

private typealias HandlePointer = UnsafeMutablePointer<ResamplerHandle>

@c @implementation
public func katydid_resampler_create(
  _ inputRateHz: Int32, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> katydid_status {
  unsafe status(making: result) { () throws(Refusal) in
    guard let byteCount = Resampler.memoryBytes(rateHz: Int(inputRateHz)) else {
      throw Refusal(Status.unsupportedRate)
    }
    let memory = try WorkingMemory(byteCount: byteCount)
    let resampler = try refusing { () throws(ModelError) in
      unsafe try Resampler(rateHz: Int(inputRateHz), memory: memory.bytes)
    }
    return unsafe try Handle.create(ResamplerHandle(resampler: resampler, memory: memory))
  }
}

@c @implementation
public func katydid_resampler_destroy(_ handle: OpaquePointer?) {
  unsafe Handle.destroy(handle, of: ResamplerHandle.self)
}

@c @implementation
public func katydid_resampler_push(
  _ handle: OpaquePointer, _ samples: UnsafePointer<Int16>?, _ sampleCount: Int,
  _ output: UnsafeMutablePointer<Int16>?, _ outputCapacity: Int,
  _ taken: UnsafeMutablePointer<Int>?, _ written: UnsafeMutablePointer<Int>?
) -> katydid_status {
  guard let taken = unsafe taken, let written = unsafe written,
    unsafe samples != nil || sampleCount == 0, unsafe output != nil || outputCapacity == 0
  else { return Status.nullPointer }
  let progress = unsafe HandlePointer(handle).pointee.resampler.push(
    UnsafeBufferPointer(start: samples, count: sampleCount),
    into: UnsafeMutableBufferPointer(start: output, count: outputCapacity))
  unsafe taken.pointee = progress.samplesTaken
  unsafe written.pointee = progress.samplesWritten
  return Status.ok
}
