import Katydid

/// What lies between a source and a layer, in float64: a delay, a pooling, weights.
struct FloatProjection {
  private let projection: RealProjection
  private let targets: Int
  /// Of a matrix `[sources, targets]`, so that an event adds one contiguous row.
  private let rows: [Double]
  /// Values on their way: a list for each tick to come, used in turn.
  private var waiting: [[Double]]
  private var tick = 0
  /// What reached the weights in the last tick.
  private(set) var arrived: [Double] = []

  init(_ projection: RealProjection, targets: Int) {
    self.projection = projection
    self.targets = targets
    var rows: [Double] = []
    if projection.convolution == nil {
      rows = Array(repeating: 0.0, count: projection.sources * targets)
      for target in 0..<targets {
        for source in 0..<projection.sources {
          rows[source * targets + target] = projection.weights[target * projection.sources + source]
        }
      }
    }
    self.rows = rows
    let slots = projection.delayTicks.map { ($0.max() ?? 0) + 1 } ?? 0
    waiting = Array(
      repeating: Array(repeating: 0.0, count: projection.sourceCount), count: slots)
  }

  /// Adds what arrives in this tick to the sums of the targets.
  ///
  /// - Parameter values: what the sources emit in this tick.
  mutating func pass(_ values: [Double], to sums: inout [Double]) {
    var values = values
    if let delays = projection.delayTicks {
      let count = waiting.count
      for (source, value) in values.enumerated() where value != 0 {
        waiting[(tick + delays[source]) % count][source] += value
      }
      values = waiting[tick % count]
      for source in values.indices { waiting[tick % count][source] = 0 }
      tick += 1
    }
    if let pooling = projection.pooling {
      var pooled = Array(repeating: 0.0, count: projection.sources)
      for (source, value) in values.enumerated() where value != 0 {
        pooling.forEachOutput(of: source) { target, _ in pooled[target] += value }
      }
      values = pooled
    }
    arrived = values
    for (source, value) in values.enumerated() where value != 0 {
      if let convolution = projection.convolution {
        convolution.forEachOutput(of: source) { target, kernel in
          sums[target] += value * projection.weights[kernel]
        }
      } else {
        let start = source * targets
        for target in sums.indices { sums[target] += value * rows[start + target] }
      }
    }
  }
}
