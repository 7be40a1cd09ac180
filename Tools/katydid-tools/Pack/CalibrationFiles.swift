/// The files of `--calibrate` and `--labels`.
struct CalibrationFiles {
  var input: String?
  var labels: String?

  /// - Returns: The input, and the right output of each example; nil without `--calibrate`.
  func read(for network: RealNetwork) throws(Failure) -> (input: NPYArray, labels: [Int]?)? {
    guard let path = input else {
      guard let labels else { return nil }
      throw Failure(
        .usage, file: labels, "--labels are the classes of the examples of --calibrate",
        remedy: "give --calibrate EXAMPLES.npy too; names of classes are given with --classes")
    }
    let input = try NPYArray.input(
      path: path, channels: network.inputChannels, mayHaveExamples: true)
    guard input.rows > 0 else {
      throw Failure(
        .badData, file: path, "has no ticks", remedy: "the shape must be [examples, ticks, channels]")
    }
    guard let labels else { return (input, nil) }
    let outputs = network.layers[network.outputLayer].count
    return (
      input, try ClassIndices.read(labels, examples: input.examples, outputs: outputs)
    )
  }
}
