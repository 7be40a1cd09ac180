/// How many fraction bits a layer's states get, and which neurons need a coarser step to fit.
enum FractionBits {
  static let most = 12
  static let fewest = 4
  /// Largest sum of weights in a tick, in units: what a state holds.
  private static let largestSum = 0x1p30
  /// Largest parameter, in units: half of what a state holds, so that the potential has room above the threshold.
  private static let largestParameter = 0x1p29

  /// The bits for a layer.
  ///
  /// - A neuron's weights together, one event each, must not exceed the range of a state.
  /// - The parameters of a neuron on a grid must fit, for the step of a grid cannot be chosen.
  /// - Where most neurons do not fit, grid or not (their input is graded and large, say), all need fewer bits.
  ///   A few that do not fit, with weights of next to nothing, get a coarser step instead.
  /// - Parameters:
  ///   - sums: sum of the magnitudes of each neuron's weights, in steps. At least one neuron.
  ///   - parameters: largest magnitude of each neuron's parameters, in steps.
  ///   - isGrid: whether a neuron's weights lie on a grid.
  static func choose(sums: [Double], parameters: [Double], isGrid: [Bool]) -> Int {
    var bits = max(fewest, fitting(sums.max() ?? 0, limit: largestSum))
    for (parameter, isGrid) in zip(parameters, isGrid) where isGrid {
      let needed = fitting(parameter, limit: largestParameter)
      if needed >= fewest { bits = min(bits, needed) }
    }
    let median = parameters.sorted()[parameters.count / 2]
    return min(bits, max(fewest, fitting(median, limit: largestParameter)))
  }

  /// Factor of a neuron's step that makes its largest parameter fit; 1 if it does.
  static func coarsening(parameter: Double, bits: Int) -> Double {
    max(1, parameter * Double(1 << bits) / largestParameter)
  }

  /// The most bits, 12 or fewer, with which `steps` stay below `limit` units; below 0 if none.
  private static func fitting(_ steps: Double, limit: Double) -> Int {
    var bits = most
    while bits >= 0 && steps * Double(1 << bits) > limit { bits -= 1 }
    return bits
  }
}
