import Katydid

/// A trained network in real numbers, as a file describes it and before it is quantised.
///
/// The equations are those of `Numbers.md`, "From the real-valued equations to integers". Readers (NIR,
/// safetensors) make one; the quantiser turns it into a blob; the float simulator runs it.
struct RealNetwork {
  var inputChannels: Int
  /// Largest magnitude of an input value, if the file states one.
  var inputMagnitude: Int?
  /// In the order of evaluation.
  var layers: [RealLayer]
  var projections: [RealProjection]
  /// Index into `layers`.
  var outputLayer: Int
  /// One for each neuron of the output layer.
  var labels: [String]?
  /// Duration of a tick, if known.
  var tickSeconds: Double?
  /// What goes into the provenance section besides what the packer adds itself.
  var provenance: [String: String] = [:]
}

/// One layer of real-valued neurons. Every array has `count` elements or is nil where the kind has no such parameter.
struct RealLayer {
  /// Name of the node in the file; errors and `--reset NODE=…` use it.
  var name: String
  var kind: NeuronKind
  var count: Int
  var reset: ResetMode = .toValue
  var comparison: Comparison = .greater
  /// Most spikes of a neuron in a tick (0 for a readout).
  var largestCount: Int
  /// alpha: factor of the membrane potential per tick, 0...1. Nil for IF.
  var leak: [Double]?
  /// g: gain of the input.
  var gain: [Double]
  /// b: added to the weighted sum, before the gain.
  var bias: [Double]
  /// c: added to the membrane potential every tick, after the gain.
  var constant: [Double]
  /// theta. Nil for LI; infinite for all if they never fire.
  var threshold: [Double]?
  /// Value, or amount to subtract. Nil for LI.
  var resetValue: [Double]?
  var refractoryTicks: [Int]?
  /// Whether neurons keep their potential in that time: no leak, no input.
  var holdsInRefractory = false
  /// What a potential does not fall below, 0 or less; nil for nothing.
  var lowerBound: [Double]?
  /// alpha_s and k of CuBa-LIF.
  var currentLeak: [Double]?
  var currentGain: [Double]?
  /// rho of ALIF, beta of adLIF.
  var adaptationLeak: [Double]?
  /// Strength of ALIF's adaptation: the threshold is `theta + strength * a`.
  var adaptationStrength: [Double]?
  /// p and q of adLIF.
  var couplingPotential: [Double]?
  var couplingSpike: [Double]?
}

extension RealLayer {
  /// Whether a neuron ever spikes: NIR's CubaLI is a CuBa-LIF that does not.
  var canFire: Bool { kind.spikes && threshold?.allSatisfy { $0 == .infinity } != true }
}

/// One bundle of weights between the input or a layer and a layer.
struct RealProjection {
  /// Name of the node or tensor, for reports and errors.
  var name: String
  /// Index into `layers`, or nil for the input. From a layer at or after the target: one tick later.
  var source: Int?
  var target: Int
  /// Row-major `[targets, sources]`, as PyTorch stores it; of a convolution its kernels,
  /// `[output channels, input channels / groups, vertical kernel, horizontal kernel]`.
  var weights: [Double]
  /// Sources that the weights have: those of the projection, or the outputs of its pooling.
  var sources: Int
  /// Layout asked for in the file; nil lets size decide.
  var layout: SynapseLayout?
  /// The shape of a convolution, whose output is the target layer.
  var convolution: ConvolutionShape?
  /// A sum pooling before the weights.
  var pooling: ConvolutionShape?
  /// For each source, before the pooling, the ticks by which its events come later.
  var delayTicks: [Int]?

  /// Sources of the projection.
  var sourceCount: Int { pooling?.input.count ?? sources }
}
