"""Random shapes of convolutions and poolings between layers of given sizes."""

from math import gcd

from .windows import Shape, Window

_LARGEST_OUTPUT = 600


def draw_convolution(rng, sources, targets):
    """A shape between any two sizes: windows may reach beyond the input, or leave elements out."""
    inputs, outputs = _draw_extent(rng, sources), _draw_extent(rng, targets)
    groups = _draw_divisor(rng, gcd(inputs[0], outputs[0]))
    return Shape(inputs, outputs, _draw_window(rng), _draw_window(rng), groups)


def draw_usual_convolution(rng, sources):
    """A shape whose output is as large as its windows fit, with any number of channels; None if none fits."""
    inputs = _draw_extent(rng, sources)
    vertical, horizontal = _draw_window(rng), _draw_window(rng)
    groups = _draw_divisor(rng, inputs[0])
    channels = groups * (1 + rng.randint(4))
    return _fitted(inputs, channels, vertical, horizontal, groups)


def draw_pooling(rng, sources):
    """A pooling of square windows that overlap, touch or leave elements out; None if none fits."""
    inputs = _draw_extent(rng, sources)
    size, stride = 1 + rng.randint(3), 1 + rng.randint(3)
    window = Window(size, stride, padding=rng.randint(size))
    return _fitted(inputs, inputs[0], window, window, inputs[0])


def _fitted(inputs, channels, vertical, horizontal, groups):
    height = _outputs(vertical, inputs[1])
    width = _outputs(horizontal, inputs[2])
    if height < 1 or width < 1 or channels * height * width > _LARGEST_OUTPUT:
        return None
    return Shape(inputs, (channels, height, width), vertical, horizontal, groups)


def _outputs(window, inputs):
    """Windows over `inputs` elements with the same padding on both sides."""
    return (inputs + 2 * window.padding - window.dilation * (window.kernel - 1) - 1) // window.stride + 1


def _draw_window(rng):
    kernel, stride, dilation = 1 + rng.randint(5), 1 + rng.randint(3), 1 + rng.randint(3)
    return Window(kernel, stride, dilation, padding=rng.randint(4))


def _draw_extent(rng, size):
    """(channels, height, width) of an image of `size` elements."""
    channels = _draw_divisor(rng, size)
    height = _draw_divisor(rng, size // channels)
    return channels, height, size // channels // height


def _draw_divisor(rng, n):
    divisors = [d for d in range(1, n + 1) if n % d == 0]
    return divisors[rng.randint(len(divisors))]
