import CKatydid

/// Events that wait to be polled, oldest first.
@safe struct EventQueue {
  static let capacity = Int(KATYDID_EVENT_CAPACITY)
  static var byteCount: Int { unsafe capacity * MemoryLayout<katydid_event>.stride }

  private let events: UnsafeMutablePointer<katydid_event>
  private var first = 0
  private(set) var count = 0

  /// - Parameter memory: `byteCount` bytes.
  init(_ memory: UnsafeMutableRawBufferPointer) {
    unsafe events = unsafe memory.baseAddress.unsafelyUnwrapped
      .bindMemory(to: katydid_event.self, capacity: EventQueue.capacity)
  }

  var isFull: Bool { count == EventQueue.capacity }

  /// There is room for it.
  mutating func append(_ event: katydid_event) {
    unsafe events[(first + count) % EventQueue.capacity] = unsafe event
    count += 1
  }

  mutating func removeFirst() -> katydid_event? {
    guard count > 0 else { return nil }
    let event = unsafe events[first]
    first = (first + 1) % EventQueue.capacity
    count -= 1
    return unsafe event
  }

  mutating func removeAll() { (first, count) = (0, 0) }
}
