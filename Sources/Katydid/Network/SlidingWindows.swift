/// The windows of a convolution or a pooling, asked from the input's side: which of them cover an element, and with which element
/// of the kernel.
///
/// With `t = position + padding` that is every `k` and `output` with `output * stride + k * dilation = t`. Once one is found, the
/// others are whole steps away, so nothing is tried in vain.
struct SlidingWindows {
  private let channelElements: Int
  private let rowElements: Int
  private let outputChannelElements: Int
  private let outputRowElements: Int
  private let kernelRowElements: Int
  private let vertical: Axis
  private let horizontal: Axis

  init(_ shape: ConvolutionShape) {
    channelElements = shape.input.height * shape.input.width
    rowElements = shape.input.width
    outputChannelElements = shape.output.height * shape.output.width
    outputRowElements = shape.output.width
    kernelRowElements = shape.horizontal.kernel
    vertical = Axis(shape.vertical, outputs: shape.output.height)
    horizontal = Axis(shape.horizontal, outputs: shape.output.width)
  }

  /// Elements of a channel of the output.
  var outputChannelCount: Int { outputChannelElements }

  /// The channel of an input element.
  @inline(__always)
  func channel(of element: Int) -> Int { quotient(element, channelElements) }

  /// Calls `body` with every window over an input element, as its place in its channel of the output, and with the element of the
  /// kernel that lies there.
  @inline(__always)
  func forEachWindow(over element: Int, _ body: (_ output: Int, _ kernel: Int) -> Void) {
    let place = element &- channel(of: element) &* channelElements
    let row = quotient(place, rowElements)
    let firstTap = horizontal.firstTap(at: place &- row &* rowElements)
    var down = vertical.firstTap(at: row)
    while vertical.contains(down) {
      var across = firstTap
      while horizontal.contains(across) {
        body(
          down.output &* outputRowElements &+ across.output,
          down.kernel &* kernelRowElements &+ across.kernel)
        horizontal.advance(&across)
      }
      vertical.advance(&down)
    }
  }
}

/// An element of the kernel and the window that it belongs to, on one axis.
private struct Tap {
  var kernel: Int
  var output: Int
}

/// One axis, with the steps between the taps of an element.
private struct Axis {
  private let window: Window
  private let outputs: Int
  /// Taps of one element are this far apart in the kernel,
  private let kernelStep: Int
  /// and this far in the output.
  private let outputStep: Int

  init(_ window: Window, outputs: Int) {
    self.window = window
    self.outputs = outputs
    let divisor = greatestCommonDivisor(window.stride, window.dilation)
    kernelStep = window.stride / divisor
    outputStep = window.dilation / divisor
  }

  @inline(__always)
  func contains(_ tap: Tap) -> Bool { tap.output >= 0 && tap.kernel < window.kernel }

  @inline(__always)
  func advance(_ tap: inout Tap) {
    tap.kernel &+= kernelStep
    tap.output &-= outputStep
  }

  /// The first tap of an element; one that the axis does not contain if there is none.
  @inline(__always)
  func firstTap(at position: Int) -> Tap {
    var rest = position &+ window.padding
    var kernel = 0
    var output = quotient(rest, window.stride)
    while output &* window.stride != rest {
      kernel &+= 1
      rest &-= window.dilation
      if kernel >= min(kernelStep, window.kernel) || rest < 0 { return Tap(kernel: 0, output: -1) }
      output = quotient(rest, window.stride)
    }
    var tap = Tap(kernel: kernel, output: output)
    while tap.output >= outputs { advance(&tap) }
    return tap
  }
}

/// The quotient of two numbers that fit 32 bits, which most processors divide in half the time. `b` is above 0.
@inline(__always)
private func quotient(_ a: Int, _ b: Int) -> Int {
  Int(UInt32(truncatingIfNeeded: a) / UInt32(truncatingIfNeeded: b))
}

extension ConvolutionShape {
  /// Windows that cover an element of the input, at most.
  public var largestCover: Int64 {
    Int64(vertical.largestCover(outputs: output.height))
      * Int64(horizontal.largestCover(outputs: output.width))
  }
}

extension Window {
  fileprivate func largestCover(outputs: Int) -> Int {
    let step = stride / greatestCommonDivisor(stride, dilation)
    return min((kernel - 1) / step + 1, outputs)
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (larger, smaller) = (a, b)
  while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
  return larger
}
