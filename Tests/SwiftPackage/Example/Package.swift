// swift-tools-version: 6.2
import PackageDescription

/// A program outside Katydid that depends on a version of it.
let package = Package(
  name: "Example",
  dependencies: [
    // Where Katydid is cloned from.
    .package(url: Context.environment["KATYDID_URL"] ?? "../katydid", from: "0.1.0")
  ],
  targets: [
    .executableTarget(
      name: "recognise", dependencies: [.product(name: "Katydid", package: "katydid")])
  ]
)
