"""Convolutions and poolings: examples by hand, and the layout of the blob."""

import numpy as np
import pytest

from katydid_reference.windows import Shape, Window, read_convolution, write_convolution


def signal(kernel, **window):
    """A shape of one dimension and channel over five elements."""
    width = window.pop("outputs")
    return Shape((1, 1, 5), (1, 1, width), Window(1), Window(kernel, **window))


@pytest.mark.parametrize(
    "shape, expected",
    [
        (signal(2, outputs=4), [12, 23, 34, 45]),
        (signal(2, outputs=3, stride=2, padding=1), [1, 23, 45]),
        (signal(2, outputs=3, dilation=2), [13, 24, 35]),
        # What lies beyond the input is zero, however far the windows go.
        (signal(2, outputs=7, padding=1), [1, 12, 23, 34, 45, 50, 0]),
    ],
)
def test_a_signal_by_hand(shape, expected):
    matrix = shape.matrix(np.array([10, 1]).reshape(1, 1, 1, 2))
    assert list(np.arange(1, 6) @ matrix) == expected


def test_groups_see_only_their_channels():
    shape = Shape((2, 1, 1), (4, 1, 1), Window(1), Window(1), groups=2)
    matrix = shape.matrix(np.array([1, 2, 3, 4]).reshape(4, 1, 1, 1))
    assert matrix.tolist() == [[1, 2, 0, 0], [0, 0, 3, 4]]


def test_a_pooling_adds_up_its_windows():
    window = Window(2, 2)
    pooling = Shape((1, 2, 4), (1, 1, 2), window, window)
    assert list(np.arange(8) @ pooling.ones()) == [0 + 1 + 4 + 5, 2 + 3 + 6 + 7]


def test_height_and_width_are_not_confused():
    shape = Shape((1, 3, 2), (1, 2, 2), Window(2), Window(1))
    matrix = shape.matrix(np.array([1, 10]).reshape(1, 1, 2, 1))
    assert list(np.array([1, 2, 3, 4, 5, 6]) @ matrix) == [31, 42, 53, 64]


def test_kernels_lie_by_input_channel_and_place():
    shape = Shape((4, 1, 2), (6, 1, 1), Window(1), Window(2), groups=2)
    kernels = np.arange(24).reshape(shape.kernel_shape)
    block = write_convolution(shape, kernels)
    # Input channel 0, first element of the kernel: output channels 0, 1 and 2.
    assert list(block[32:35]) == [kernels[o, 0, 0, 0] for o in range(3)]
    # Input channel 3 is the second of group 1.
    assert list(block[-3:]) == [kernels[o, 1, 0, 1] for o in range(3, 6)]
    read = read_convolution(block)
    assert read[0] == shape
    assert np.array_equal(read[1], kernels)
