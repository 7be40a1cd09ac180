import CPlatform

/// Tells a service manager such as systemd how it goes: a datagram each, to the socket that `NOTIFY_SOCKET` names
/// (the protocol of sd_notify(3)). Without such a socket it does nothing.
///
/// It never waits and never fails: a manager that does not listen misses what is said. Nothing is allocated once it is
/// made.
final class ServiceManager {
  private let socket: CText?
  private let message = CText(capacity: 1_000)
  /// Half of what the manager waits for a sign of life, 0 if it does not.
  private let feedNanoseconds: UInt64
  private var nextFeed: UInt64 = 0

  /// As the environment says.
  convenience init() {
    let variable = { (name: String) in platform_environment(name).map { String(cString: $0) } }
    self.init(
      socket: variable("NOTIFY_SOCKET"), watchdogMicroseconds: variable("WATCHDOG_USEC"),
      watchdogProcess: variable("WATCHDOG_PID"))
  }

  /// - Parameters: The variables `NOTIFY_SOCKET`, `WATCHDOG_USEC`, `WATCHDOG_PID`, nil where there is none.
  init(socket: String?, watchdogMicroseconds: String?, watchdogProcess: String?) {
    self.socket = socket.map { CText($0) }
    // A sign of life that another process is to give is not for us.
    let isOurs = watchdogProcess.map { $0.matches("\(platform_process())") } ?? true
    let microseconds = watchdogMicroseconds.flatMap { UInt64($0) } ?? 0
    feedNanoseconds = isOurs && microseconds <= 1 << 50 ? microseconds * 500 : 0
  }

  /// Listening has begun, or begun again after `reloading`.
  /// - Parameter status: For people.
  func ready(status: String) {
    message.write("READY=1\nSTATUS=")
    message.write(status)
    send()
  }

  /// What happens, for people.
  func say(status: String) {
    message.write("STATUS=")
    message.write(status)
    send()
  }

  /// The model is read again; `ready` follows, also if that fails.
  func reloading() {
    message.write("RELOADING=1\nMONOTONIC_USEC=")
    message.write(decimal: Int64(platform_nanoseconds() / 1_000))
    send()
  }

  /// The end has begun.
  func stopping() {
    message.write("STOPPING=1")
    send()
  }

  /// Gives the sign of life if it is due. For the loop of recognition, so that there is none when it hangs.
  /// - Parameter now: `platform_nanoseconds`.
  func feed(nowNanoseconds now: UInt64) {
    guard feedNanoseconds > 0, now >= nextFeed else { return }
    nextFeed = now + feedNanoseconds
    message.write("WATCHDOG=1")
    send()
  }

  private func send() {
    if let socket { _ = platform_send_datagram(socket.start, message.start, message.count) }
    message.cut(to: 0)
  }
}
