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
  status { () throws(Refusal) in
    guard let taken = unsafe taken, let written = unsafe written else {
      throw Refusal(Status.nullPointer)
    }
    let samples = unsafe try elements(samples, count: sampleCount)
    let room = unsafe try elements(UnsafePointer(output), count: outputCapacity)
    let progress = unsafe HandlePointer(handle).pointee.resampler.push(
      samples, into: UnsafeMutableBufferPointer(mutating: room))
    unsafe taken.pointee = progress.samplesTaken
    unsafe written.pointee = progress.samplesWritten
  }
}
