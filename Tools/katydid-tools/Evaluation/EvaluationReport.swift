import Foundation

/// How well a model does on a manifest, for people and as JSON.
///
/// Classes that never make events (`unknown`, `silence`) and labels that the model does not have are one class here:
/// *other*. A clip of it is right if no event was made, or if the mean readout favours a class that never makes events.
struct EvaluationReport: Codable, Equatable {
  /// Of the clips of a kind, how many, and how many were right. Nil shares where there are none.
  struct Accuracy: Codable, Equatable {
    var clips = 0
    /// By the decision path.
    var correct = 0
    /// By the arg max of the mean readout.
    var meanReadoutCorrect = 0

    private(set) var share: Double?
    private(set) var meanReadoutShare: Double?

    mutating func count(isRight: Bool, isMeanReadoutRight: Bool) {
      clips += 1
      if isRight { correct += 1 }
      if isMeanReadoutRight { meanReadoutCorrect += 1 }
      share = Double(correct) / Double(clips)
      meanReadoutShare = Double(meanReadoutCorrect) / Double(clips)
    }
  }

  struct Skipped: Codable, Equatable {
    var file: String
    /// Of the manifest.
    var line: Int
    var reason: String
  }

  /// What other stands as.
  static let other = "unknown"

  var model: String
  var manifest: String
  var split: String?
  /// By how much the clips were made louder.
  var gainDecibels: Double?
  /// Folder of the noise.
  var noise: String?
  var signalToNoiseDecibels: Double?
  /// The labels that may be events, then other.
  var labels: [String]
  /// Clips of labels that may be events.
  var words = Accuracy()
  /// All clips.
  var everything = Accuracy()
  /// For each of `labels`: its correct share is its recall.
  var classes: [Accuracy]
  /// Decision path: of clips of a label (row), how many were taken for a label (column).
  var confusion: [[Int]]
  var skipped: [Skipped] = []

  init(
    _ model: LoadedModel, manifest: String, split: String?, gainDecibels: Double?,
    noise: String?, signalToNoiseDecibels: Double?, classes: EventClasses
  ) {
    self.model = model.path
    self.manifest = manifest
    self.split = split
    self.gainDecibels = gainDecibels
    self.noise = noise
    self.signalToNoiseDecibels = signalToNoiseDecibels
    labels = classes.eventLabels + [EvaluationReport.other]
    self.classes = Array(repeating: Accuracy(), count: labels.count)
    confusion = Array(repeating: Array(repeating: 0, count: labels.count), count: labels.count)
  }

  mutating func add(_ clip: Manifest.Clip, _ outcome: ClipOutcome, of classes: EventClasses) {
    let truth = classes.row(ofLabel: clip.label)
    let predicted = classes.row(ofClass: outcome.eventClass)
    let isRight = predicted == truth
    let isMeanReadoutRight = classes.row(ofClass: outcome.meanReadoutClass) == truth
    confusion[truth][predicted] += 1
    self.classes[truth].count(isRight: isRight, isMeanReadoutRight: isMeanReadoutRight)
    everything.count(isRight: isRight, isMeanReadoutRight: isMeanReadoutRight)
    if truth < labels.count - 1 {
      words.count(isRight: isRight, isMeanReadoutRight: isMeanReadoutRight)
    }
  }
}

/// The classes of a model as rows of the report.
struct EventClasses {
  /// Labels of the classes that may be events, in the order of the classes.
  let eventLabels: [String]
  /// For each class its row; that of other for those that never make events.
  private let rows: [Int]
  private let classLabels: [String]

  /// - Throws: `Failure` for a model without decision or labels.
  init(_ model: LoadedModel) throws(Failure) {
    guard let decision = model.blob.decision, let table = model.blob.labels else {
      throw Failure(
        .badData, file: model.path, "the model has no decision or no labels",
        remedy: "pack it with --front-end, --decision and --classes")
    }
    classLabels = (0..<table.count).map { String(decoding: table[$0], as: UTF8.self) }
    let events = classLabels.indices.filter { decision[$0].makesEvents }
    eventLabels = events.map { [classLabels] in classLabels[$0] }
    rows = classLabels.indices.map { events.firstIndex(of: $0) ?? events.count }
  }

  /// A label that the model does not have is other.
  func row(ofLabel label: String) -> Int {
    classLabels.firstIndex(of: label).map { rows[$0] } ?? eventLabels.count
  }

  /// No class is other.
  func row(ofClass index: Int?) -> Int { index.map { rows[$0] } ?? eventLabels.count }

  /// The label of the event's class, `unknown` without one.
  func prediction(_ outcome: ClipOutcome) -> String {
    outcome.eventClass.map { classLabels[$0] } ?? EvaluationReport.other
  }
}
