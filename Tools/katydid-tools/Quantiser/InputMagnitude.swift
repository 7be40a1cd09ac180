import Katydid

/// The largest input value that the exact 32-bit sums of all layers allow (`Numbers.md`, "The synaptic sum is exact").
enum InputMagnitude {
  static let most = 32_767
  private static let largestSum = Int64(Int32.max)

  /// - Returns: the stated magnitude, else the largest that fits.
  /// - Throws: `Failure` if the stated one, or even 1, does not fit, naming the layer.
  static func choose(for network: RealNetwork) throws(Failure) -> Int {
    var limit = Int64(most)
    for (index, layer) in network.layers.enumerated() {
      var sum: Int64 = 0
      var channels: Int64 = 0
      for projection in network.projections where projection.target == index {
        let fanIn = projection.largestFanIn
        if let source = projection.source {
          sum += fanIn * Int64(network.layers[source].largestCount) * 127
        } else {
          channels += fanIn
        }
        sum = min(sum, largestSum + 1)
      }
      guard sum <= largestSum, sum + channels * 127 <= largestSum else {
        throw Failure(
          .badData,
          "layer '\(layer.name)': its inputs could sum to more than 32 bits hold in a tick",
          remedy: "allow fewer spikes a tick, or fewer inputs")
      }
      guard channels > 0 else { continue }
      let permitted = (largestSum - sum) / (channels * 127)
      if let stated = network.inputMagnitude, Int64(stated) > permitted {
        throw Failure(
          .badData,
          "layer '\(layer.name)': inputs of magnitude \(stated) could sum to more than 32 bits hold",
          remedy: "state an input magnitude of at most \(permitted)")
      }
      limit = min(limit, permitted)
    }
    guard let stated = network.inputMagnitude else { return Int(limit) }
    guard (1...most).contains(stated) else {
      throw Failure(
        .badData, "the input magnitude \(stated) is not within 1...\(most)",
        remedy: "state one that is, or none")
    }
    return stated
  }
}

extension RealProjection {
  /// Most events that could reach a neuron in a tick, as the engine counts them: from the input as many
  /// as there are channels may come from one of them.
  fileprivate var largestFanIn: Int64 {
    let fromAll = Int64(sourceCount) * (pooling?.largestCover ?? 1)
    guard source != nil, pooling != nil || convolution != nil else { return fromAll }
    let inputs = convolution.map { $0.inputChannelsPerGroup * $0.area } ?? sources
    return min(fromAll, Int64(inputs) * Int64(pooling?.area ?? 1))
  }
}
