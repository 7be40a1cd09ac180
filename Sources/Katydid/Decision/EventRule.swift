/// When a class that stands out becomes an event. The two kinds of decision differ in two lines (`Decision.md`):
///
///     spotting    every class is a candidate                     an event is made once a run
///     tracking    every class but the current one is a candidate an event makes its class the current one
struct EventRule {
  /// The class that is current at the start; nil in a decision that spots.
  private let restClass: Int?
  /// The class of the latest event, or the rest class; nil in a decision that spots.
  private(set) var currentClass: Int?
  private var run = Run()

  /// Ticks in a row with the same candidate.
  private struct Run {
    var classIndex = -1
    var ticks = 0
    var madeEvent = false
  }

  init(restClass: Int?) {
    self.restClass = restClass
    currentClass = restClass
  }

  /// Whether the class may be a candidate now.
  @inline(__always)
  func admits(_ index: Int) -> Bool { index != currentClass }

  /// Takes the candidate of a tick: the best class if it is admitted and its score reaches the threshold.
  /// - Parameters:
  ///   - consecutiveTicks: The length of run that makes an event.
  ///   - isHolding: Whether the hold-off of an earlier event lasts.
  /// - Returns: Whether the candidate becomes an event now.
  @inline(__always)
  mutating func takes(_ candidate: Int, consecutiveTicks: Int, isHolding: Bool) -> Bool {
    if run.classIndex != candidate { run = Run(classIndex: candidate) }
    run.ticks &+= 1
    if run.ticks < consecutiveTicks || run.madeEvent || isHolding { return false }
    run.madeEvent = true
    if restClass != nil { currentClass = candidate }
    return true
  }

  /// A tick without a candidate.
  @inline(__always)
  mutating func endRun() { run = Run() }

  mutating func clear() { self = EventRule(restClass: restClass) }
}
