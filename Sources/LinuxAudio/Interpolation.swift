/// The standard library's own are inlined into every place that puts a text together, a hundred bytes for each part of it; these
/// are called. Texts are for people and files: nothing that runs for every sample makes one.
extension DefaultStringInterpolation {
  @inline(never) mutating func appendLiteral(_ literal: String) { write(literal) }
  @inline(never) mutating func appendInterpolation(_ text: String) { write(text) }
  @inline(never) mutating func appendInterpolation(_ number: Int) { write(number.description) }
}
