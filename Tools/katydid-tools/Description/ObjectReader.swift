import Foundation

/// An object of a description, read key by key. Errors name the path of the key, as in
/// `layers[1].tau`.
struct ObjectReader {
  /// The file, and the path of the object in it; for the whole text the path is nil.
  private(set) var location: InputLocation
  private let members: [String: JSONValue]

  /// - Throws: If the value is not an object.
  init(_ value: JSONValue, at location: InputLocation) throws(Failure) {
    guard case .object(let members) = value else {
      throw location.error("is \(value.kindName); it must be an object")
    }
    self.location = location
    self.members = members
  }

  /// The object that a whole file is.
  /// - Throws: If the file cannot be read, or is not JSON of an object.
  init(path: String) throws(Failure) {
    let location = InputLocation(file: path)
    guard let text = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw location.error(
        "is not there or must not be read; check path and permissions", status: .noInput)
    }
    try self.init(try JSONValue.parse(text, at: location), at: location)
  }

  /// The same object, whose errors also name the node.
  func naming(node: String) -> ObjectReader {
    var reader = self
    reader.location.node = node
    return reader
  }

  func location(of key: String) -> InputLocation {
    location.at(parameter: location.parameter.map { "\($0).\(key)" } ?? key)
  }

  subscript(key: String) -> JSONValue? { members[key] }

  /// Sorted, so that the same file always has the same error.
  var keys: [String] { members.keys.sorted() }

  /// Refuses every key but the known ones.
  ///
  /// - Parameter elsewhere: Keys that are known, but not here, and why not.
  func requireKnown(_ known: [String], elsewhere: [String] = [], because: String = "")
    throws(Failure)
  {
    guard let key = keys.first(where: { !known.contains($0) }) else { return }
    if elsewhere.contains(key) { throw location(of: key).error(because) }
    throw location(of: key).error("is not a known key; " + suggestion(for: key, among: known))
  }

  /// The value of a key that must be there.
  func required(_ key: String) throws(Failure) -> JSONValue {
    guard let value = members[key] else { throw location(of: key).error("is missing") }
    return value
  }

  func string(_ key: String) throws(Failure) -> String {
    let value = try required(key)
    guard case .string(let string) = value else {
      throw location(of: key).error("is \(value.kindName); it must be a string")
    }
    return string
  }

  /// - Returns: The number, or nil if the key is not there.
  func number(_ key: String) throws(Failure) -> Double? {
    guard let value = members[key] else { return nil }
    guard case .number(let number) = value, number.isFinite else {
      throw location(of: key).error("is \(value.kindName); it must be a number")
    }
    return number
  }

  /// - Returns: The number, or nil if the key is not there.
  func integer(_ key: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let number = try number(key) else { return nil }
    guard let integer = Int(exactly: number), range.contains(integer) else {
      throw location(of: key).error(
        "is \(number); it must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  func requiredInteger(_ key: String, in range: ClosedRange<Int>) throws(Failure) -> Int {
    guard let integer = try integer(key, in: range) else {
      throw location(of: key).error("is missing")
    }
    return integer
  }

  /// A real number as a whole number of steps, to nearest, ties away from zero.
  ///
  /// - Parameters:
  ///   - steps: How many make one of `unit`.
  ///   - range: In steps.
  func fixedPoint(
    _ key: String, steps: Double, of unit: Double = 1, in range: ClosedRange<Int>
  ) throws(Failure) -> Int {
    guard let number = try number(key) else { throw location(of: key).error("is missing") }
    guard let fixed = Int(exactly: (steps * number / unit).rounded()), range.contains(fixed) else {
      let least = unit * Double(range.lowerBound) / steps
      let most = unit * Double(range.upperBound) / steps
      throw location(of: key).error(
        "is \(number); it must be from \(Format.number(least)) to \(Format.number(most))")
    }
    return fixed
  }

  func truth(_ key: String) throws(Failure) -> Bool {
    let value = try required(key)
    guard case .bool(let truth) = value else {
      throw location(of: key).error("is \(value.kindName); it must be true or false")
    }
    return truth
  }

  /// - Returns: What the string of the key stands for, or nil if the key is not there.
  func choice<Choice>(_ key: String, _ type: Choice.Type) throws(Failure) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    if members[key] == nil { return nil }
    let text = try string(key)
    if let choice = Choice(rawValue: text) { return choice }
    throw location(of: key).error(
      "is '\(text)'; " + suggestion(for: text, among: Choice.allCases.map(\.rawValue)))
  }

  /// The elements of a list, with the place of each.
  func list(_ key: String) throws(Failure) -> [(value: JSONValue, location: InputLocation)] {
    let value = try required(key)
    guard case .array(let values) = value else {
      throw location(of: key).error("is \(value.kindName); it must be a list")
    }
    return values.enumerated().map { ($1, location(of: "\(key)[\($0)]")) }
  }
}

/// What to write instead of an unknown word.
func suggestion(for word: String, among known: [String]) -> String {
  let distances = known.prefix(1000).map { (editDistance(word, $0), $0) }
  if let (distance, nearest) = distances.min(by: <), 2 * distance <= max(word.count, nearest.count)
  {
    return "did you mean '\(nearest)'?"
  }
  return known.isEmpty ? "there are none" : "there are: " + known.prefix(20).joined(separator: ", ")
}

/// Number of letters to insert, delete or replace to make one word of the other (Levenshtein).
/// Looks at 64 letters.
private func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right.prefix(64))
  var row = Array(0...right.count)
  for (index, letter) in left.prefix(64).enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in right.indices {
      let replaced = diagonal + (letter == right[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
    }
  }
  return row[right.count]
}
