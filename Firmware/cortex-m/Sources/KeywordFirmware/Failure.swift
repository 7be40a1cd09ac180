import CBoard
import Katydid

/// How the firmware ends when something is wrong: a line that begins with `error: `, and an exit code of `sysexits.h`. On a board
/// this is the place to reset.
enum Failure {
  private static let badData: UInt32 = 65
  private static let internalError: UInt32 = 70

  static func model(_ error: ModelError) -> Never {
    begin()
    Console.write("the model: byte ")
    Console.write(UInt64(error.offset))
    Console.write(": ")
    Console.write(error.explanation)
    end(badData)
  }

  static func ringOverrun(periods: Int) -> Never {
    begin()
    Console.write("missed deadline: the ring overran, ")
    Console.write(UInt64(periods))
    Console.write(" periods of 10 ms are lost; the core is too slow for this model")
    end(internalError)
  }

  static func lateHops(_ count: Int, worstTicks: UInt32) -> Never {
    begin()
    Console.write("missed deadline: ")
    Console.write(UInt64(count))
    Console.write(" hops took longer than 10 ms, the longest ")
    Console.write(UInt64(worstTicks) * 1_000_000 / UInt64(Stopwatch.ticksPerSecond))
    Console.write(" us; the core is too slow for this model")
    end(internalError)
  }

  static func stackOverflow() -> Never {
    begin()
    Console.write("stack overflow: the guard below the stack of ")
    Console.write(UInt64(board_stack_bytes()))
    Console.write(" bytes was written over; give it more")
    end(internalError)
  }

  static func trap(at address: UInt32) -> Never {
    begin()
    Console.write("trap: Swift stopped the program at ")
    Console.write(hexadecimal: address)
    end(internalError)
  }

  static func fault(at address: UInt32) -> Never {
    begin()
    Console.write("fault: the processor could not go on at ")
    Console.write(hexadecimal: address)
    end(internalError)
  }

  private static func begin() {
    board_disable_interrupts()
    Console.write("error: ")
  }

  private static func end(_ status: UInt32) -> Never {
    Console.write("\n")
    board_exit(status)
  }
}

/// For the handler of faults, which is in C.
@c(board_failed)
func failed(isTrap: Bool, isOverflow: Bool, address: UInt32) {
  if isOverflow { Failure.stackOverflow() }
  if isTrap { Failure.trap(at: address) }
  Failure.fault(at: address)
}
