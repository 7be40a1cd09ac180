import CBoard
import Katydid

/// What the hops took, in ticks of the stopwatch: apart for those in which the gate was open and closed, and for those that
/// ended a tick of the network and the others. Interrupts are counted apart.
struct Measurement {
  /// Time in interrupts since the start.
  nonisolated(unsafe) static var interruptTicks: UInt32 = 0
  private static let ticksPerHop = Stopwatch.ticksPerSecond / 100

  struct Share {
    var hops = 0
    var ticks: UInt64 = 0

    mutating func add(_ hopTicks: UInt32) {
      hops += 1
      ticks += UInt64(hopTicks)
    }
  }

  private var open = Share()
  private var openTick = Share()
  private var closed = Share()
  private var worstTicks: UInt32 = 0
  private var lateHops = 0
  private var start: UInt32 = 0
  private var interruptsAtStart: UInt32 = 0

  mutating func hopBegins() {
    interruptsAtStart = Measurement.interruptTicks
    start = Stopwatch.now
  }

  mutating func hopEnded(isOpen: Bool, completedTick: Bool) {
    let all = Stopwatch.now &- start
    let own = all &- (Measurement.interruptTicks &- interruptsAtStart)
    if !isOpen {
      closed.add(own)
    } else if completedTick {
      openTick.add(own)
    } else {
      open.add(own)
    }
    worstTicks = max(worstTicks, own)
    if all > Measurement.ticksPerHop { lateHops += 1 }
  }

  /// One line: an object with the sums.
  /// - Parameter hopsPerTick: For whoever tells front end and network apart; 0 where the front end, too, works once a tick.
  func report(hopsPerTick: Int) {
    if lateHops > 0 { Failure.lateHops(lateHops, worstTicks: worstTicks) }
    Console.write("{\"hops_per_tick\": ")
    Console.write(UInt64(hopsPerTick))
    write(open, "open")
    write(openTick, "open_tick")
    write(closed, "closed")
    write(", \"worst_ticks\": ", UInt64(worstTicks))
    write(", \"interrupt_ticks\": ", UInt64(Measurement.interruptTicks))
    write(", \"flash_bytes\": ", UInt64(board_flash_bytes()))
    write(", \"ram_bytes\": ", UInt64(board_ram_bytes()))
    write(", \"stack_bytes\": ", UInt64(board_stack_used_bytes()))
    Console.write("}\n")
  }

  private func write(_ share: Share, _ name: StaticString) {
    Console.write(", \"")
    Console.write(name)
    write("_hops\": ", UInt64(share.hops))
    Console.write(", \"")
    Console.write(name)
    write("_ticks\": ", share.ticks)
  }

  private func write(_ text: StaticString, _ value: UInt64) {
    Console.write(text)
    Console.write(value)
  }
}
