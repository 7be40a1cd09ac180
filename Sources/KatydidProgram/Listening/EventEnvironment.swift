import CPlatform

/// The environment of the program that is started at an event: ours and the event's variables.
struct EventEnvironment {
  /// Not passed on: what it says of events, and what the service manager says to us alone.
  private static let ours = [
    "KATYDID_LABEL=", "KATYDID_TIME=", "KATYDID_SCORE=", "NOTIFY_SOCKET=", "WATCHDOG_PID=",
    "WATCHDOG_USEC=",
  ]

  private let list: CStringList
  private let time = CText(capacity: 40)
  private let score = CText(capacity: 40)
  private let nameCounts: (time: Int, score: Int)

  var start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> { list.start }

  init() {
    time.write("KATYDID_TIME=")
    score.write("KATYDID_SCORE=")
    nameCounts = (time.count, score.count)
    var texts = [CText(""), time, score]
    var variable = platform_environment_list()!
    while let text = variable.pointee {
      let text = String(cString: text)
      if !EventEnvironment.ours.contains(where: { text.begins(with: $0) }) {
        texts.append(CText(text))
      }
      variable += 1
    }
    list = CStringList(texts)
  }

  /// - Parameter label: The whole variable.
  func set(label: CText, timeMilliseconds: Int64, scoreHundredths: Int) {
    list.start[0] = label.start
    time.cut(to: nameCounts.time)
    time.write(decimal: timeMilliseconds, places: 3)
    score.cut(to: nameCounts.score)
    score.write(decimal: scoreHundredths, places: 2)
  }
}
