// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CKatydid

#if hasFeature(Embedded)
  import KatydidEmbedded
#else
  import Katydid
#endif

private typealias HandlePointer = UnsafePointer<ModelHandle>

@c @implementation
public func katydid_model_open(
  _ path: UnsafePointer<CChar>?, _ result: UnsafeMutablePointer<OpaquePointer?>?,
  _ detail: UnsafeMutablePointer<Int>?
) -> katydid_status {
  unsafe status(making: result, detail: detail) { () throws(Refusal) in
    guard let path = unsafe path else { throw Refusal(Status.nullPointer) }
    let file = unsafe try WorkingMemory(fileAt: path)
    return unsafe try Handle.create(ModelHandle(file: file))
  }
}

@c @implementation
public func katydid_model_create(
  _ blob: UnsafeRawPointer?, _ byteCount: Int, _ result: UnsafeMutablePointer<OpaquePointer?>?,
  _ detail: UnsafeMutablePointer<Int>?
) -> katydid_status {
  unsafe status(making: result, detail: detail) { () throws(Refusal) in
    unsafe try Handle.create(ModelHandle(bytes(blob, count: byteCount)))
  }
}

@c @implementation
public func katydid_model_destroy(_ handle: OpaquePointer?) {
  unsafe Handle.destroy(handle, of: ModelHandle.self)
}

@c @implementation
public func katydid_model_input_channels(_ handle: OpaquePointer) -> Int32 {
  unsafe Int32(HandlePointer(handle).pointee.blob.network.inputChannels)
}

@c @implementation
public func katydid_model_input_magnitude(_ handle: OpaquePointer) -> Int32 {
  unsafe Int32(HandlePointer(handle).pointee.blob.network.inputMagnitude)
}

@c @implementation
public func katydid_model_layers(_ handle: OpaquePointer) -> Int32 {
  unsafe Int32(HandlePointer(handle).pointee.blob.network.layerCount)
}

@c @implementation
public func katydid_model_output_layer(_ handle: OpaquePointer) -> Int32 {
  unsafe Int32(HandlePointer(handle).pointee.blob.network.outputLayer)
}

@c @implementation
public func katydid_model_neurons(_ handle: OpaquePointer, _ layer: Int32) -> Int32 {
  guard let record = unsafe try? HandlePointer(handle).pointee.layer(layer) else { return 0 }
  return Int32(record.count)
}

@c @implementation
public func katydid_model_label(
  _ handle: OpaquePointer, _ classIndex: Int32
) -> UnsafePointer<CChar> {
  unsafe HandlePointer(handle).pointee.labels[Int(classIndex)]
}

@c @implementation
public func katydid_model_layer_name(
  _ handle: OpaquePointer, _ layer: Int32
) -> UnsafePointer<CChar> {
  unsafe HandlePointer(handle).pointee.layerNames[Int(layer)]
}

@c @implementation
public func katydid_model_units(
  _ handle: OpaquePointer, _ layer: Int32, _ units: UnsafeMutablePointer<Float>?
) -> katydid_status {
  status { () throws(Refusal) in
    guard let units = unsafe units else { throw Refusal(Status.nullPointer) }
    let record = unsafe try HandlePointer(handle).pointee.layer(layer)
    for neuron in 0..<record.count {
      let bits = unsafe record[.unit]?[neuron] ?? 0
      unsafe units[neuron] = Float(bitPattern: UInt32(bitPattern: bits))
    }
  }
}
