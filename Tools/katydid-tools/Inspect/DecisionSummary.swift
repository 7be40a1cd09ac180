import Foundation
import Katydid

/// A decision in the units of `pack --decision`, as it is stored.
struct DecisionSummary: Codable, Equatable {
  /// `spotting` or `tracking`.
  var kind: String
  var classes: Int
  var smoothingMilliseconds: Int
  var holdOffMilliseconds: Int
  var threshold: Double
  var consecutiveTicks: Int
  /// Natural logit of one real unit of a readout's potential, over the classes.
  var lowestLogitScale: Double
  var highestLogitScale: Double
  /// Labels of the classes that are never events, or their indices where there are no labels.
  var neverEvents: [String]
  /// Label, or index, of the class that a decision which tracks begins with.
  var rest: String?
  /// What `consecutiveTicks` is for the other classes, for that one.
  var restTicks: Int?

  /// - Parameter readout: the output layer.
  init(_ section: DecisionSection, readout: LayerRecord, labels: [String]?) {
    let settings = section.settings
    let each = (0..<section.classCount).map { section[$0] }
    let scales = each.enumerated().map { index, scale in
      scalbn(Double(scale.mantissa), -Int(scale.shift))
        / (readout.unit(ofNeuron: index) * M_LOG2E * 1024)
    }
    kind = section.kind.title
    classes = section.classCount
    smoothingMilliseconds = settings.smoothingMilliseconds
    holdOffMilliseconds = settings.holdOffMilliseconds
    threshold = Double(settings.threshold) / 32_768
    consecutiveTicks = settings.consecutiveTicks
    lowestLogitScale = scales.min() ?? 0
    highestLogitScale = scales.max() ?? 0
    neverEvents = each.indices.filter { !each[$0].makesEvents }.map { labels?[$0] ?? "\($0)" }
    rest = section.restClass.map { labels?[$0] ?? "\($0)" }
    restTicks = section.restClass.map { _ in settings.restTicks }
  }
}

extension DecisionSummary {
  private var ofRest: String {
    guard let rest, let restTicks else { return "" }
    return ", \(restTicks) for \(rest)"
  }

  /// Names and values for a table.
  var rows: [[String]] {
    [
      ["kind", kind + (rest.map { ", at rest: \($0)" } ?? "")],
      ["smoothing", "\(smoothingMilliseconds) ms"],
      ["threshold", Format.fraction(threshold)],
      [
        "consecutive", "\(consecutiveTicks) " + (consecutiveTicks == 1 ? "tick" : "ticks") + ofRest,
      ],
      ["hold-off", "\(holdOffMilliseconds) ms"],
      ["logit scale", Format.range(lowestLogitScale, highestLogitScale)],
      ["never events", neverEvents.isEmpty ? "none" : neverEvents.joined(separator: ", ")],
    ]
  }
}
