"""Convolutions and poolings from their definition: which input element lies under which element of a window.

The shape of one is stored as in `ModelBlob.md`; the matrices are written out in full, output by
output, where a runtime goes event by event.
"""

import struct
from dataclasses import dataclass

import numpy as np

SHAPE_RECORD = struct.Struct("<16H")


@dataclass(frozen=True)
class Window:
    """One axis: the window at `output` has kernel element k on input `output * stride - padding + k * dilation`."""

    kernel: int
    stride: int = 1
    dilation: int = 1
    padding: int = 0
    """Zeros before the first element; what is behind the last follows from the number of outputs."""

    def taps(self, inputs, outputs):
        """Every (input, output, kernel element) within an axis of `inputs` and `outputs` elements."""
        for output in range(outputs):
            for k in range(self.kernel):
                position = output * self.stride - self.padding + k * self.dilation
                if 0 <= position < inputs:
                    yield position, output, k

    def largest_cover(self, outputs):
        """The bound on the windows over one element."""
        step = self.stride // np.gcd(self.stride, self.dilation)
        return min((self.kernel - 1) // step + 1, outputs)


@dataclass(frozen=True)
class Shape:
    """A convolution, or with a group for each channel a pooling. Extents are (channels, height, width)."""

    input: tuple[int, int, int]
    output: tuple[int, int, int]
    vertical: Window
    horizontal: Window
    groups: int = 1

    @property
    def area(self):
        return self.vertical.kernel * self.horizontal.kernel

    @property
    def kernel_shape(self):
        """[output channels, input channels / groups, vertical, horizontal], as PyTorch has it."""
        kernel = (self.vertical.kernel, self.horizontal.kernel)
        return (self.output[0], self.input[0] // self.groups, *kernel)

    @property
    def sources(self):
        return int(np.prod(self.input))

    @property
    def targets(self):
        return int(np.prod(self.output))

    def largest_cover(self):
        """The bound on the windows over one element of the input."""
        vertical = self.vertical.largest_cover(self.output[1])
        return int(vertical * self.horizontal.largest_cover(self.output[2]))

    def matrix(self, kernels):
        """The convolution with `kernels` as weights, int64 [sources, targets]."""
        full = np.zeros((*self.input, *self.output), np.int64)
        _, height, width = self.input
        channels, out_height, out_width = self.output
        inputs_per_group = self.input[0] // self.groups
        outputs_per_group = channels // self.groups
        for y, out_y, ky in self.vertical.taps(height, out_height):
            for x, out_x, kx in self.horizontal.taps(width, out_width):
                for o in range(channels):
                    first = o // outputs_per_group * inputs_per_group
                    group = slice(first, first + inputs_per_group)
                    full[group, y, x, o, out_y, out_x] = kernels[o, :, ky, kx]
        return full.reshape(self.sources, self.targets)

    def ones(self):
        """The matrix of kernels of ones: of a pooling its weights, of a convolution its synapses."""
        return self.matrix(np.ones(self.kernel_shape, np.int64))

    def pack(self):
        extents = (*self.input, *self.output, self.groups, 0)
        axes = [(w.kernel, w.stride, w.dilation, w.padding) for w in (self.vertical, self.horizontal)]
        return SHAPE_RECORD.pack(*extents, *axes[0], *axes[1])

    @staticmethod
    def unpack(section, offset=0):
        n = SHAPE_RECORD.unpack_from(section, offset)
        return Shape(n[0:3], n[3:6], Window(*n[8:12]), Window(*n[12:16]), n[6])


def write_convolution(shape, kernels):
    """The data block of a convolution: per input channel and kernel element the output channels of its group."""
    per_group = kernels.reshape(shape.groups, -1, *kernels.shape[1:])
    return shape.pack() + per_group.transpose(0, 2, 3, 4, 1).astype(np.int8).tobytes()


def read_convolution(block):
    """The shape and the kernels, int64, of a data block."""
    shape = Shape.unpack(block)
    outputs, inputs, height, width = shape.kernel_shape
    stored = np.frombuffer(block, np.int8, offset=SHAPE_RECORD.size).astype(np.int64)
    per_group = stored.reshape(shape.groups, inputs, height, width, outputs // shape.groups)
    return shape, per_group.transpose(0, 4, 1, 2, 3).reshape(shape.kernel_shape)
