import Foundation
import TestSupport
import Testing

@testable import KatydidProgram

/// What a service manager is told, received as it would receive it.
@Suite struct ServiceManagerTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [true, false]) func `every message is a datagram`(isAbstract: Bool) throws {
    let name = isAbstract ? "@katydid-test-\(UUID())" : folder.path("socket")
    let socket = try ListeningSocket(name)
    let manager = ServiceManager(
      socket: name, watchdogMicroseconds: nil, watchdogProcess: nil)
    manager.ready(status: "listening to hw:0")
    manager.say(status: "lost")
    manager.reloading()
    manager.stopping()
    manager.feed(nowNanoseconds: 1)
    #expect(socket.next() == "READY=1\nSTATUS=listening to hw:0")
    #expect(socket.next() == "STATUS=lost")
    let reloading = try #require(socket.next())
    let time = try #require(reloading.wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=(\d+)/)?.1)
    #expect(abs(Double(time)! / 1e6 - ProcessInfo.processInfo.systemUptime) < 60)
    #expect(socket.next() == "STOPPING=1")
    #expect(socket.next() == nil)
  }

  @Test func `a sign of life twice in the time that is allowed`() throws {
    let socket = try ListeningSocket(folder.path("socket"))
    let manager = ServiceManager(
      socket: folder.path("socket"), watchdogMicroseconds: "3000000",
      watchdogProcess: "\(getpid())")
    for tenths: UInt64 in 0...60 { manager.feed(nowNanoseconds: 1 + tenths * 100_000_000) }
    for _ in 0..<5 { #expect(socket.next() == "WATCHDOG=1") }
    #expect(socket.next() == nil)
  }

  @Test(arguments: [
    ("3000000", "1"), (nil, nil), ("x", nil), ("0", nil), ("99999999999999999", nil),
  ])
  func `no sign of life where none is wanted`(microseconds: String?, process: String?) throws {
    let socket = try ListeningSocket(folder.path("socket"))
    let manager = ServiceManager(
      socket: folder.path("socket"), watchdogMicroseconds: microseconds,
      watchdogProcess: process)
    manager.feed(nowNanoseconds: 1 << 60)
    #expect(socket.next() == nil)
  }

  @Test(arguments: [nil, "", "/no/such/socket", String(repeating: "x", count: 300)])
  func `nobody listens, and nothing happens`(name: String?) {
    let manager = ServiceManager(
      socket: name, watchdogMicroseconds: "1000", watchdogProcess: nil)
    manager.ready(status: String(repeating: "long ", count: 1_000))
    manager.feed(nowNanoseconds: 1)
  }

  @Test func `a manager that does not read does not hold us up`() throws {
    let socket = try ListeningSocket(folder.path("socket"))
    let manager = ServiceManager(
      socket: folder.path("socket"), watchdogMicroseconds: nil, watchdogProcess: nil)
    for number in 0..<5_000 { manager.say(status: "\(number)") }
    #expect(socket.next() == "STATUS=0")
  }
}

/// A socket that datagrams come to.
private final class ListeningSocket {
  private let descriptor: Int32

  init(_ name: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = name.hasPrefix("@") ? [0] + Array(name.utf8.dropFirst()) : Array(name.utf8) + [0]
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard result == 0 else { throw POSIXError(.EADDRINUSE) }
  }

  deinit { close(descriptor) }

  /// The next datagram, nil if there is none. They are there as soon as they are sent.
  func next() -> String? {
    var bytes = [UInt8](repeating: 0, count: 2_000)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
  }
}
