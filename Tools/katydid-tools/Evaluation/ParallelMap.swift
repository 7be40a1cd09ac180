import Foundation
import Synchronization

/// Does numbered pieces of work on all processors, with a progress bar.
///
/// - Parameters:
///   - title: Of the bar.
///   - makeWorker: Makes what a processor works with; no two processors share one.
///   - body: Does one piece; it is called on several processors at a time.
/// - Returns: The results in the order of the pieces, so that they do not depend on how many processors there are.
func parallelMap<Worker, Piece, Result: Sendable>(
  _ title: String, _ pieces: [Piece],
  processors: Int = ProcessInfo.processInfo.activeProcessorCount,
  makeWorker: () throws(Failure) -> Worker, _ body: @escaping (Worker, Piece) -> Result
) throws(Failure) -> [Result] {
  var workers: [Worker] = []
  for _ in 0..<min(processors, pieces.count) { workers.append(try makeWorker()) }
  let work = ParallelWork(title, pieces, workers, body)
  DispatchQueue.concurrentPerform(iterations: workers.count) { work.run(worker: $0) }
  return work.finish()
}

/// What the processors share.
private final class ParallelWork<Worker, Piece, Result: Sendable>: @unchecked Sendable {
  private struct State {
    var next = 0
    var done = 0
    var results: [Result?]
    var bar: ProgressBar
  }

  private let pieces: [Piece]
  /// One for each processor, which alone touches it.
  private let workers: [Worker]
  private let body: (Worker, Piece) -> Result
  private let state: Mutex<State>

  init(
    _ title: String, _ pieces: [Piece], _ workers: [Worker],
    _ body: @escaping (Worker, Piece) -> Result
  ) {
    self.pieces = pieces
    self.workers = workers
    self.body = body
    state = Mutex(
      State(results: Array(repeating: nil, count: pieces.count), bar: ProgressBar(title)))
  }

  func run(worker: Int) {
    while let index = take() {
      let result = body(workers[worker], pieces[index])
      state.withLock {
        $0.results[index] = result
        $0.done += 1
        $0.bar.update(Double($0.done) / Double(pieces.count))
      }
    }
  }

  func finish() -> [Result] {
    state.withLock {
      $0.bar.finish()
      return $0.results.compactMap { $0 }
    }
  }

  private func take() -> Int? {
    state.withLock {
      guard $0.next < pieces.count else { return nil }
      $0.next += 1
      return $0.next - 1
    }
  }
}
