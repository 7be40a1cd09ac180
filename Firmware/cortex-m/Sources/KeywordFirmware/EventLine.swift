import Katydid

extension Console {
  /// An event as `katydid listen --json` prints it: `{"time": 12.340, "label": "left", "score": 0.93}`
  static func write(_ event: Event, labels: StringTable?) {
    write("{\"time\": ")
    write(UInt64(event.timeMilliseconds()), places: 3)
    write(", \"label\": \"")
    write(classIndex: event.classIndex, labels)
    write("\", \"score\": ")
    write(UInt64(event.scoreHundredths), places: 2)
    write("}\n")
  }

  /// The name of a class, a number where the model has no labels. Labels have no control characters.
  private static func write(classIndex: Int, _ labels: StringTable?) {
    guard let labels else {
      write("class ")
      write(UInt64(classIndex))
      return
    }
    for byte in labels[classIndex] {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { write(UInt8(ascii: "\\")) }
      write(byte)
    }
  }
}
