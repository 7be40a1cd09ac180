import Katydid

extension ConvolutionShape {
  /// "2x34x34 to 8x17x17, kernel 3x3, stride 2, padding 1": what is as usual is left out.
  var title: String {
    func both(_ value: KeyPath<Window, Int>) -> String {
      let (down, across) = (vertical[keyPath: value], horizontal[keyPath: value])
      return down == across ? "\(down)" : "\(down)x\(across)"
    }
    func size(_ extent: Extent) -> String {
      "\(extent.channels)x\(extent.height)x\(extent.width)"
    }
    let kernel = "kernel \(vertical.kernel)x\(horizontal.kernel)"
    var parts = ["\(size(input)) to \(size(output))", kernel]
    for (name, value, usual) in [
      ("stride", \Window.stride, "1"), ("dilation", \Window.dilation, "1"),
      ("padding", \Window.padding, "0"),
    ] where both(value) != usual {
      parts.append("\(name) \(both(value))")
    }
    if groups > 1 { parts.append("\(groups) groups") }
    return parts.joined(separator: ", ")
  }
}

extension ProjectionRecord {
  /// What its events go through before the weights.
  var stageTitles: [String] {
    var titles: [String] = []
    if hasDelays { titles.append("delays up to \(largestDelayTicks) ticks") }
    if let pooling { titles.append("sum pooling \(pooling.title)") }
    return titles
  }
}
