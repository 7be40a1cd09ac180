import ArgumentParser

/// The value of an option that may be for one node: `subtract`, or `NODE=subtract`.
struct NodeAssignment<Value: ExpressibleByArgument & Sendable>: ExpressibleByArgument, Sendable {
  /// Nil for all nodes.
  let node: String?
  let value: Value
  let argument: String

  init?(argument: String) {
    // A node's name may hold an equals sign, a value does not.
    let parts = argument.lastIndex(of: "=")
    let text = parts.map { String(argument[argument.index(after: $0)...]) } ?? argument
    guard let value = Value(argument: text) else { return nil }
    node = parts.map { String(argument[..<$0]) }
    self.value = value
    self.argument = argument
  }

  static var allValueStrings: [String] { Value.allValueStrings }
}

extension ResetOption: ExpressibleByArgument {}
extension DecayOption: ExpressibleByArgument {}
extension CompareOption: ExpressibleByArgument {}
extension SpikesOption: ExpressibleByArgument {}
extension GainOption: ExpressibleByArgument {}
extension Framework: ExpressibleByArgument {}
extension Quantiser.LayoutChoice: ExpressibleByArgument {}

extension NodeOption where Value: ExpressibleByArgument {
  /// Takes the assignments over; of several for the same node the last one holds.
  mutating func apply(_ assignments: [NodeAssignment<Value>]) {
    for assignment in assignments {
      if let node = assignment.node {
        nodes[node] = assignment.value
      } else {
        general = assignment.value
      }
    }
  }
}
