import Katydid

/// The files of `--front-end` and `--decision`, which make a network recognise sound.
struct RecognitionFiles {
  var frontEnd: String?
  var decision: String?

  /// Gives the network what the files state.
  /// - Returns: notes for people.
  /// - Throws: `Failure` naming the file, and the key in it, of what is wrong or does not fit the network.
  func apply(to network: inout IntegerNetwork, tickSeconds: Double?) throws(Failure) -> [String] {
    guard let path = frontEnd else {
      guard let decision else { return [] }
      throw Failure(
        .usage, file: decision, "a decision takes a front end, whose tick is its clock",
        remedy: "give --front-end FILE.json too")
    }
    let root = try ObjectReader(path: path)
    let frontEnd = try FrontEndDescription.read(root)
    try check(frontEnd, feeding: network, at: root)
    network.frontEnd = frontEnd
    if let decision {
      let description = try DecisionDescription(try ObjectReader(path: decision))
      network.decision = try description.decision(over: network)
    }
    return notes(on: frontEnd, tickSeconds: tickSeconds, at: root.location)
  }

  private func check(
    _ frontEnd: IntegerFrontEnd, feeding network: IntegerNetwork, at root: ObjectReader
  ) throws(Failure) {
    guard network.inputChannels == frontEnd.channelCount else {
      throw root.location.error(
        "makes \(frontEnd.channelCount) input channels, and the network has "
          + "\(network.inputChannels); train it on the events of this front end")
    }
    guard Int(frontEnd.limit) <= network.inputMagnitude else {
      throw root.location(of: "limit").error(
        "is \(frontEnd.limit), above the input magnitude of the network, "
          + "\(network.inputMagnitude); lower it, or state a larger magnitude")
    }
  }

  private func notes(
    on frontEnd: IntegerFrontEnd, tickSeconds: Double?, at location: InputLocation
  ) -> [String] {
    let tick = Double(frontEnd.hopsPerTick) / IntegerFrontEnd.hopsPerSecond
    guard let tickSeconds, abs(tickSeconds - tick) > 1e-6 * tick else { return [] }
    return [
      "its tick is \(Format.number(1000 * tickSeconds)) ms, and \(location.file) makes one every "
        + "\(Format.number(1000 * tick)) ms: the time constants scale with it"
    ]
  }
}
