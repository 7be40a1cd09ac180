/// Texts for C as a list that ends with a null pointer: words of a command, variables of an environment.
final class CStringList {
  let texts: [CText]
  let start: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  init(_ texts: [CText]) {
    self.texts = texts
    start = .allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() { (start + index).initialize(to: text.start) }
    (start + texts.count).initialize(to: nil)
  }

  deinit { start.deallocate() }
}
