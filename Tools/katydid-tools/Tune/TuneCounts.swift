/// What some settings make of a user's recordings.
struct TuneCounts: Codable, Equatable {
  var threshold: Double
  var holdOffMilliseconds: Int
  /// Recordings of words whose first event names the word.
  var hits = 0
  /// Recordings of words whose first event names another.
  var wrongWords = 0
  /// Recordings of words without an event.
  var misses = 0
  /// Events after the first one in recordings of words.
  var furtherEvents = 0
  /// Events in recordings without the words.
  var falseAlarms = 0
  /// Nil without such recordings.
  var falseAlarmsPerHour: Double?
}

extension TuneCounts {
  /// Recordings of words.
  var positives: Int { hits + wrongWords + misses }
}
