import CBoard

/// Where things lie that must not move; the linker script has the map.
enum Memory {
  /// The model, in flash.
  static var model: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: board_model(), count: board_model_bytes())
  }

  /// What the recogniser works in, as large as the model states.
  static var arena: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: board_arena(), count: board_arena_bytes())
  }

  /// The period that the main loop is at.
  static var period: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: board_period(), count: board_period_bytes())
  }

  static var ring: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: board_ring(), count: board_ring_bytes())
  }
}
