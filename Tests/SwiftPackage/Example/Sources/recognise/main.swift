// recognise MODEL.kat SAMPLES: prints what is heard in raw samples of 16 bits, 16 kHz, mono.
import Foundation
import Katydid

/// The content of a file, from a multiple of 16 on.
func content(of path: String) throws -> UnsafeMutableRawBufferPointer {
  let data = try Data(contentsOf: URL(filePath: path))
  let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: data.count, alignment: 16)
  data.copyBytes(to: bytes)
  return bytes
}

let model = UnsafeRawBufferPointer(try content(of: CommandLine.arguments[1]))
let recording = try content(of: CommandLine.arguments[2])
let samples = UnsafeBufferPointer(recording.bindMemory(to: Int16.self))

let blob = try Blob(validating: model)
let arena = UnsafeMutableRawBufferPointer.allocate(byteCount: blob.arenaBytes, alignment: 16)
var recognizer = try Recognizer(blob, arena: arena)
var rest = samples
while !rest.isEmpty {
  let progress = recognizer.push(rest)
  rest = UnsafeBufferPointer(rebasing: rest[progress.samplesTaken...])
  if let event = progress.event, let name = blob.labels?[event.classIndex] {
    print(event.timeMilliseconds(), String(decoding: name, as: UTF8.self))
  }
}
