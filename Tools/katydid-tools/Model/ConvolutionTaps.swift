import Katydid

extension ConvolutionShape {
  /// Numbers of all kernels.
  var kernelCount: Int { output.channels * inputChannelsPerGroup * area }

  /// Calls `body` for every output, every input under its window, and the index of the kernel's
  /// number between them: the definition of a correlation.
  func forEachTap(_ body: (_ target: Int, _ source: Int, _ kernel: Int) -> Void) {
    for channel in 0..<output.channels {
      let group = channel / outputChannelsPerGroup
      for inGroup in 0..<inputChannelsPerGroup {
        let source = group * inputChannelsPerGroup + inGroup
        forEachPlace { output, input, element in
          body(
            channel * self.output.height * self.output.width + output,
            source * self.input.height * self.input.width + input,
            (channel * inputChannelsPerGroup + inGroup) * area + element)
        }
      }
    }
  }

  /// The same within one channel of the output and one of the input.
  private func forEachPlace(_ body: (_ output: Int, _ input: Int, _ element: Int) -> Void) {
    for y in 0..<output.height {
      for x in 0..<output.width {
        for down in 0..<vertical.kernel {
          let row = vertical.position(output: y, element: down)
          guard (0..<input.height).contains(row) else { continue }
          for across in 0..<horizontal.kernel {
            let column = horizontal.position(output: x, element: across)
            guard (0..<input.width).contains(column) else { continue }
            body(
              y * output.width + x, row * input.width + column, down * horizontal.kernel + across)
          }
        }
      }
    }
  }
}

extension ConvolutionShape {
  /// Calls `body` for every output that an input reaches, with the index of the kernel's number
  /// between them.
  func forEachOutput(of source: Int, _ body: (_ target: Int, _ kernel: Int) -> Void) {
    let size = input.height * input.width
    let (channel, place) = (source / size, source % size)
    let (group, inGroup) = (channel / inputChannelsPerGroup, channel % inputChannelsPerGroup)
    for down in 0..<vertical.kernel {
      guard let y = vertical.output(at: place / input.width, element: down),
        y < output.height
      else { continue }
      for across in 0..<horizontal.kernel {
        guard let x = horizontal.output(at: place % input.width, element: across), x < output.width
        else { continue }
        for out in group * outputChannelsPerGroup..<(group + 1) * outputChannelsPerGroup {
          body(
            (out * output.height + y) * output.width + x,
            (out * inputChannelsPerGroup + inGroup) * area + down * horizontal.kernel + across)
        }
      }
    }
  }
}

extension Window {
  /// The output whose window has an element of its kernel on a place of the input, if one has.
  fileprivate func output(at place: Int, element: Int) -> Int? {
    let start = place + padding - element * dilation
    return start >= 0 && start % stride == 0 ? start / stride : nil
  }

  /// The element of the input under an element of the kernel; it may lie outside.
  func position(output: Int, element: Int) -> Int {
    output * stride - padding + element * dilation
  }
}
