import Katydid

/// What one framework means by its NIR files, found by running it beside them.
///
/// With `u = dt / tau`, and x the weighted input of a tick:
///
///     preset        dt                decay        gain of x              fires   reset            spikes a tick
///     snnTorch      tau / r           1 - u        as the file says: 1    v > th  th, a tick late  1
///     Norse         1e-3              1 - u        u; CubaLIF and IF: 1   v > th  to 0             1
///     Sinabs        1 (tau in ticks)  exp(-u)      1 - exp(-u); IF: 1     v >= th th               floor(v / th)
///     Rockpool      tau W(1 / r)      exp(-u)      1; CubaLIF, LI: exp(-u) v >= th th              floor(v / th)
///     SpikingJelly  from r, or 1e-4   1 - u        as the file says       v >= th to v_reset       1
///     plain NIR     1e-3              1 - u        as the file says       v > th  to v_reset       1
///
/// W is the Lambert W function.
protocol Preset: Sendable {
  /// The framework's name as it writes it.
  static var title: String { get }

  /// What in a file shows that the framework wrote it, for people to read; nil if nothing does.
  static func sign(in graph: NIRGraph) -> String?

  /// Looks at a file as a whole for what it shows, such as its tick.
  init(_ graph: NIRGraph)

  /// Duration of a tick, in the unit of the file's time constants.
  var tick: Double { get }

  /// Seconds of that unit; nil if time constants are counted in ticks.
  var secondsPerUnit: Double? { get }

  /// What a node of neurons means.
  func reading(of neurons: NIRNeurons) -> NeuronReading

  /// What the framework does not write into its files and might be otherwise, by the option that
  /// would say so.
  var openPoints: [OpenPoint] { get }
}

extension Preset {
  var secondsPerUnit: Double? { 1 }
  var openPoints: [OpenPoint] { [] }
}

/// Something that a file leaves open, for people to read.
struct OpenPoint {
  var option: NeuronOption
  var text: String
}

/// The options about a node of neurons that open points are about.
enum NeuronOption {
  case dt, reset, gain, spikesPerTick, lowerBound
}
