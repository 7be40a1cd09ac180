/// One axis of a sliding window: a kernel that moves over the elements of an axis.
///
/// The window at `output` has its kernel element `k` on the input element `output * stride - padding + k * dilation`.
public struct Window: Equatable, Sendable {
  /// Elements of the kernel, 1...65,535.
  public var kernel: Int
  /// Elements from one window to the next, 1...65,535.
  public var stride: Int
  /// Elements from one element of the kernel to the next, 1...65,535.
  public var dilation: Int
  /// Zeros before the first element, 0...65,535. What is after the last follows from the stated outputs.
  public var padding: Int

  public init(kernel: Int, stride: Int = 1, dilation: Int = 1, padding: Int = 0) {
    self.kernel = kernel
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
  }

  /// Windows over `inputs` elements with `padding` zeros before and `paddingAfter` behind, as PyTorch counts them; 0 if none fits.
  public func outputs(of inputs: Int, paddingAfter: Int) -> Int {
    let room = inputs + padding + paddingAfter - dilation * (kernel - 1) - 1
    return room < 0 ? 0 : room / stride + 1
  }
}

/// What the neurons of a layer, or the input's channels, stand for: an image of several channels, numbered in C order
/// `[channels, height, width]`. A signal of one dimension has height 1. Each is 1...65,535.
public struct Extent: Equatable, Sendable {
  public var channels: Int
  public var height: Int
  public var width: Int

  public init(channels: Int, height: Int = 1, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  public var count: Int { channels * height * width }
}

/// How a convolution or a pooling moves its windows over an image.
///
/// A convolution is a correlation, as PyTorch's: output channel `o` of group `g` sums over the input channels of that group; weights are
/// `[output channels, input channels / groups, vertical.kernel, horizontal.kernel]`. A pooling has a group for each channel
/// (`groups`, `input.channels` and `output.channels` are the same) and no weights: it sums.
public struct ConvolutionShape: Equatable, Sendable {
  public var input: Extent
  /// Any extent: windows that reach beyond the input find zeros there. Its `count` is that of the target's neurons (of a pooling:
  /// of the sources that the weights behind it have).
  public var output: Extent
  public var vertical: Window
  public var horizontal: Window
  /// Divides both numbers of channels.
  public var groups: Int

  public init(
    input: Extent, output: Extent, vertical: Window, horizontal: Window, groups: Int = 1
  ) {
    self.input = input
    self.output = output
    self.vertical = vertical
    self.horizontal = horizontal
    self.groups = groups
  }

  /// Kernel elements of a window.
  public var area: Int { vertical.kernel * horizontal.kernel }
  public var outputChannelsPerGroup: Int { output.channels / groups }
  public var inputChannelsPerGroup: Int { input.channels / groups }
}
