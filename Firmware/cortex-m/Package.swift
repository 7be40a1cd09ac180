// swift-tools-version: 6.2
import PackageDescription

// Firmware as a package of its own, which takes the portable module as any other would. `Tools/run-firmware` builds it with
// the options of a core (`toolsets`), a linker script, and the folder in which model and recording lie.
let package = Package(
  name: "KeywordFirmware",
  dependencies: [.package(name: "Katydid", path: "../..", traits: ["SingleLane"])],
  targets: [
    .target(name: "CBoard"),
    .executableTarget(
      name: "KeywordFirmware",
      dependencies: ["CBoard", .product(name: "Katydid", package: "Katydid")],
      swiftSettings: [.enableExperimentalFeature("Volatile")]),
  ],
  // C23 has #embed.
  cLanguageStandard: .gnu2x
)
