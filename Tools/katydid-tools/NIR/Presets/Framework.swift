/// Who wrote a NIR file, and so what the file means by what NIR leaves open (`--from`).
enum Framework: String, CaseIterable, Sendable {
  case snntorch, norse, sinabs, rockpool, spikingjelly
  /// Nobody in particular: what NIR's own text says.
  case nir

  var preset: any Preset.Type {
    switch self {
    case .snntorch: SnnTorchPreset.self
    case .norse: NorsePreset.self
    case .sinabs: SinabsPreset.self
    case .rockpool: RockpoolPreset.self
    case .spikingjelly: SpikingJellyPreset.self
    case .nir: PlainNIRPreset.self
    }
  }

  /// The framework that a file shows, and what shows it. No field of a file names its exporter; the
  /// signs were found by running each framework beside its file.
  static func recognised(in graph: NIRGraph) -> (framework: Framework, sign: String) {
    // Names come first: numbers may mean several frameworks.
    for framework in [Framework.rockpool, .spikingjelly, .snntorch, .sinabs, .norse] {
      if let sign = framework.preset.sign(in: graph) { return (framework, sign) }
    }
    return (.nir, "nothing in it shows which framework wrote it")
  }
}
