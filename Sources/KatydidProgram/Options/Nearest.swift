/// The candidate that the fewest changed, added and left out letters lead to, if they are few enough for a slip.
func nearest(to word: String, among candidates: [String]) -> String? {
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(Array(word.utf8), Array(candidate.utf8))
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  guard let best, best.distance <= max(2, word.utf8.count / 3) else { return nil }
  return best.candidate
}

/// Levenshtein's distance: bytes changed, added or left out.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var previous = Array(0...b.count)
  for (i, byte) in a.enumerated() {
    var current = [i + 1]
    for (j, other) in b.enumerated() {
      current.append(
        min(previous[j] + (byte == other ? 0 : 1), previous[j + 1] + 1, current[j] + 1))
    }
    previous = current
  }
  return previous[b.count]
}
