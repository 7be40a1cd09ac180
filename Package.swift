// swift-tools-version: 6.2
import PackageDescription

/// The portable module proves its promises at compile time: unsafe code is marked, or it is an error.
let portable: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

/// Embedded Swift. Unsafe flags keep a target out of every product that other packages may depend on,
/// so nothing here is in one.
let embedded: [SwiftSetting] = [
  .enableExperimentalFeature("Embedded"),
  .unsafeFlags(["-wmo", "-num-threads", "2"]),
]

/// In Embedded Swift the compiler can refuse every allocation. For a processor of 32 bits it also refuses the standard library's
/// conversions to 64 bits, which allocate nothing: there, who builds says so, and every other build is the proof.
let isFor32Bits = Context.environment["KATYDID_FOR_32_BITS"] != nil
let withoutAllocation: SwiftSetting = .unsafeFlags(isFor32Bits ? [] : ["-no-allocations"])

/// Instructions of 16 bits, where ARMv6 has no others that are as short, for what is not in a hurry: the portable module is not
/// among that, nor is the sound. Floating-point numbers must not pass between the two kinds but in memory: short instructions
/// know nothing of the registers for them. Processors from ARMv7 on take the short ones everywhere.
let inThumb: SwiftSetting = .unsafeFlags(isFor32Bits ? ["-Xcc", "-mthumb"] : [])

/// The shared library has a Swift runtime of its own; what else is in the process must not see it.
let onlyTheInterface = [
  "-Xlinker", "--version-script=\(Context.packageDirectory)/Sources/KatydidC/exports.map",
]

let package = Package(
  name: "Katydid",
  products: [
    .library(name: "Katydid", targets: ["Katydid"]),
    .library(name: "KatydidC", type: .dynamic, targets: ["KatydidC"]),
    .executable(name: "katydid", targets: ["KatydidProgram"]),
    .executable(name: "katydid-tools", targets: ["katydid-tools"]),
  ],
  traits: [
    .trait(
      name: "SingleLane",
      description: "One neuron at a time, for processors without vectors, such as a Cortex-M")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "Katydid", swiftSettings: portable),
    .target(name: "KatydidEmbedded", swiftSettings: portable + embedded + [withoutAllocation]),
    .systemLibrary(
      name: "CHDF5", path: "CSupport/CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
    .executableTarget(
      name: "katydid-tools",
      dependencies: [
        "Katydid", "LinuxAudio", "CModels", "CHDF5",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Tools/katydid-tools",
      exclude: [
        "Description/network.schema.json", "Description/front-end.schema.json",
        "Description/decision.schema.json",
      ]),
    .systemLibrary(name: "CKatydid", path: "Sources/KatydidC/include"),
    .target(
      name: "KatydidC", dependencies: ["KatydidEmbedded", "CKatydid", "CPlatform"],
      exclude: ["examples", "exports.map", "include"], swiftSettings: portable + embedded,
      linkerSettings: [.unsafeFlags(onlyTheInterface)]),
    .systemLibrary(
      name: "CSndFile", path: "CSupport/CSndFile", pkgConfig: "sndfile",
      providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(
      name: "CALSA", path: "CSupport/CALSA", pkgConfig: "alsa",
      providers: [.apt(["libasound2-dev"])]),
    .target(name: "CPlatform", path: "CSupport/CPlatform"),
    .target(name: "CModels", path: "CSupport/CModels"),
    .target(name: "LinuxAudio", dependencies: ["Katydid", "CPlatform", "CSndFile", "CALSA"]),
    .target(
      name: "LinuxAudioEmbedded",
      dependencies: ["KatydidEmbedded", "CPlatform", "CSndFile", "CALSA"],
      swiftSettings: embedded),
    .executableTarget(
      name: "KatydidProgram", dependencies: ["Katydid", "LinuxAudio", "CPlatform", "CModels"]),
    .executableTarget(
      name: "KatydidProgramEmbedded",
      dependencies: ["KatydidEmbedded", "LinuxAudioEmbedded", "CPlatform", "CModels"],
      swiftSettings: embedded + [inThumb],
      linkerSettings: [.linkedLibrary("sndfile"), .linkedLibrary("asound")]),
    .executableTarget(
      name: "replay", dependencies: ["CPlatform"], path: "Tests/Replay"),
    .executableTarget(
      name: "replay-embedded", dependencies: ["CPlatform"], path: "Tests/ReplayEmbedded",
      swiftSettings: embedded),
    .testTarget(
      name: "KatydidTests", dependencies: ["Katydid", "CPlatform"],
      // Tests/GoldenChecks, which `replay` compiles together with the portable module.
      swiftSettings: [.define("KATYDID_IS_IMPORTED")]),
    .target(name: "TestSupport", dependencies: ["CSndFile"], path: "Tests/TestSupport"),
    .testTarget(name: "LinuxAudioTests", dependencies: ["LinuxAudio", "TestSupport"]),
    .testTarget(name: "ProgramTests", dependencies: ["KatydidProgram", "TestSupport"]),
    .testTarget(name: "ToolsTests", dependencies: ["katydid-tools"]),
  ],
  // C23 has #embed.
  cLanguageStandard: .gnu2x
)
