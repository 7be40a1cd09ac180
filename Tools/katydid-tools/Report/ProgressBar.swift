import Foundation

/// A bar on the terminal for what takes longer than two seconds; elsewhere nothing.
struct ProgressBar {
  private static let delay = Duration.seconds(2)
  private static let interval = Duration.milliseconds(100)
  private static let width = 40

  private let title: String
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var lastDrawn: ContinuousClock.Instant?

  init(_ title: String) {
    self.title = title
    start = clock.now
  }

  /// Shows that a fraction, 0...1, is done. Call it every few milliseconds, not every tick.
  mutating func update(_ fraction: Double) {
    guard Terminal.isInteractive else { return }
    let now = clock.now
    guard now - start >= ProgressBar.delay else { return }
    if let lastDrawn, now - lastDrawn < ProgressBar.interval { return }
    lastDrawn = now
    let filled = Int(fraction * Double(ProgressBar.width))
    let bar =
      String(repeating: "#", count: filled)
      + String(repeating: " ", count: ProgressBar.width - filled)
    Terminal.error("\r\(title) [\(bar)] \(Int(fraction * 100)) %")
  }

  /// Removes the bar.
  func finish() {
    if lastDrawn != nil { Terminal.error("\r\u{1B}[K") }
  }
}
