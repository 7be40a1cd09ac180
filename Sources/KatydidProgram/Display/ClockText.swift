extension TextSink {
  /// `0:07.4`, from an hour on `1:00:07`.
  func write(clock milliseconds: Int64) {
    write(clockSeconds: milliseconds / 1_000)
    guard milliseconds < 3_600_000 else { return }
    write(".")
    write(decimal: milliseconds / 100 % 10)
  }

  /// `0:07`, from an hour on `1:00:07`.
  func write(clockSeconds seconds: Int64) {
    if seconds >= 3_600 {
      write(decimal: seconds / 3_600)
      write(":")
    }
    write(decimal: seconds / 60 % 60, digits: seconds >= 3_600 ? 2 : 1)
    write(":")
    write(decimal: seconds % 60, digits: 2)
  }
}
