/// The classes of labelled examples, `--labels`: a `.npy` file with the index of the right output for
/// each.
enum ClassIndices {
  /// - Throws: `Failure` for a file that is none, and for classes that are not 0 to `outputs - 1`.
  static func read(_ path: String, examples: Int, outputs: Int) throws(Failure) -> [Int] {
    let file = try MappedFile(path: path)
    let header: NPYHeader
    do throws(Failure) { header = try NPYHeader(file.bytes) } catch {
      var failure = error.inFile(path)
      failure.remedy = "--labels takes the class index of each example from numpy.save; names of "
        + "classes are given with --classes"
      throw failure
    }
    guard header.shape == [examples] else {
      throw Failure(
        .badData, file: path, "has the shape \(header.shape), and there are \(examples) examples",
        remedy: "give one class index for each example")
    }
    let types = ["|u1": 1, "|i1": 1, "<u2": 2, "<i2": 2, "<u4": 4, "<i4": 4, "<u8": 8, "<i8": 8]
    guard let width = types[header.elementType],
      file.bytes.count - header.dataOffset == examples * width
    else {
      throw Failure(
        .badData, file: path, "elements of type '\(header.elementType)' are no whole numbers",
        remedy: "convert with Y.astype(numpy.int64), and save them again")
    }
    var classes: [Int] = []
    for example in 0..<examples {
      let start = header.dataOffset + example * width
      let value = (0..<width).reduce(UInt64(0)) {
        $0 | UInt64(file.bytes[start + $1]) << UInt64(8 * $1)
      }
      guard value < UInt64(outputs) else {
        throw Failure(
          .badData, file: path, "the class of example \(example) is not within 0...\(outputs - 1)",
          remedy: "give the index of an output of the network, which has \(outputs)")
      }
      classes.append(Int(value))
    }
    return classes
  }
}
