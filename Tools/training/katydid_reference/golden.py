"""The recipes of the small cases that are checked in.

Together they cover every kind, reset, comparison, largest count, refractory period, layout and
direction of a projection; the tests check that they do.
"""

from .model import INPUT, Comparison, Kind, Layout, Reset
from .recipes import LayerRecipe, Recipe, Route
from .windows import Shape, Window

GOLDEN_TICKS = 60
_GREATER_OR_EQUAL = Comparison.GREATER_OR_EQUAL


def _case(layer, *routes, magnitude=1, channels=12, **others):
    """One layer fed by the input; `routes` come after."""
    fed = (Route(INPUT, 0),) if not any(r.source == INPUT for r in routes) else ()
    others.setdefault("longest_time_constant_ticks", 3.0)
    return Recipe(channels, magnitude, [layer], [*fed, *routes], **others)


def _sparse(source, target, density=0.4):
    return Route(source, target, Layout.SPARSE, density)


def _layer(kind, reset_rule=Reset.TO_VALUE, neurons=14, fraction_bits=4, **rules):
    return LayerRecipe(kind, neurons, reset_rule, fraction_bits=fraction_bits, **rules)


def _readout(neurons):
    return LayerRecipe(Kind.LI, neurons, largest_count=0, fraction_bits=2)


_IN, _LOOP, _SPARSE_LOOP = _sparse(INPUT, 0), Route(0, 0), _sparse(0, 0)


def golden_recipes():
    """(name, recipe) of each case."""
    lif, cuba, alif, adlif, nonleaky = Kind.LIF, Kind.CUBA_LIF, Kind.ALIF, Kind.ADLIF, Kind.IF
    subtract, adaptive = Reset.SUBTRACT, Reset.SUBTRACT_ADAPTIVE
    ge, refractory = dict(comparison=_GREATER_OR_EQUAL), dict(has_refractory=True)
    busy = ge | refractory
    raised, hold = Kind.RAISED_LIF, dict(has_refractory=True, holds_in_refractory=True)
    few, many = dict(largest_count=3), dict(largest_count=255)
    return [
        ("lif-to-value", _case(_layer(lif), has_bias=False)),
        ("lif-subtract", _case(_layer(lif, subtract, **ge, **refractory), _IN)),
        ("lif-many-spikes", _case(_layer(lif, subtract, **many), _LOOP, magnitude=127)),
        ("cuba-to-value", _case(_layer(cuba, **ge), has_bias=False)),
        ("cuba-subtract", _case(_layer(cuba, subtract, **few, **refractory), _IN, magnitude=7)),
        ("cuba-recurrent", _case(_layer(cuba), _SPARSE_LOOP, is_bipolar=True)),
        ("alif-to-value", _case(_layer(alif, **refractory))),
        ("alif-subtract", _case(_layer(alif, subtract, **ge), _IN, has_bias=False)),
        ("alif-adaptive", _case(_layer(alif, adaptive), _LOOP)),
        ("alif-many-spikes", _case(_layer(alif, adaptive, **busy, **many), magnitude=127)),
        ("adlif-to-value", _case(_layer(adlif), has_bias=False)),
        ("adlif-subtract", _case(_layer(adlif, subtract, **ge), _SPARSE_LOOP)),
        ("adlif-few-spikes", _case(_layer(adlif, subtract, **refractory, **few), _IN, magnitude=7)),
        ("if-to-value", _case(_layer(nonleaky, **refractory), is_bipolar=True, has_bias=False)),
        ("if-many-spikes", _case(_layer(nonleaky, subtract, **ge, **many), magnitude=32_767)),
        ("if-recurrent", _case(_layer(nonleaky, subtract), _IN, _SPARSE_LOOP)),
        ("readout", _case(_readout(20), magnitude=32_767, is_bipolar=True)),
        ("chain", _chain()),
        ("feedback", _feedback()),
        ("doubled-routes", _case(_layer(lif, **ge), _IN, Route(INPUT, 0), _LOOP, _SPARSE_LOOP)),
        ("wide-gaps", _case(_readout(300), _sparse(INPUT, 0, 0.006), channels=40)),
        ("crowd", _crowd()),
        ("extremes", _extremes()),
        ("no-input", _no_input()),
        ("adlif-settles", _settling()),
        ("convolution", _convolution()),
        ("convolution-of-a-signal", _convolution_of_a_signal()),
        ("convolution-of-each-channel", _convolution_of_each_channel()),
        ("delays", _delays()),
        ("delays-recurrent", _delays_in_a_loop()),
        ("pooling", _pooling()),
        ("pooling-overlapping", _overlapping_pooling()),
        ("all-stages", _all_stages()),
        ("raised-to-value", _case(_layer(raised, **refractory))),
        ("raised-subtract", _case(_layer(raised, subtract, **ge), _LOOP, has_bias=False)),
        ("raised-many-spikes", _case(_layer(raised, subtract, **few), magnitude=7)),
        ("lif-holds", _case(_layer(lif, **hold), _LOOP, has_bias=False)),
        ("cuba-holds", _case(_layer(cuba, subtract, **hold), magnitude=7)),
        ("adlif-holds", _case(_layer(adlif, **hold))),
        ("lower-bound", _lower_bound()),
    ]


def _chain():
    layers = [_layer(Kind.LIF, neurons=9), _layer(Kind.CUBA_LIF, neurons=17), _layer(Kind.ALIF)]
    layers += [_layer(Kind.IF, Reset.SUBTRACT, neurons=5, largest_count=3), _readout(3)]
    routes = [_IN, Route(0, 1), _sparse(1, 2), Route(2, 3), _sparse(3, 4)]
    return Recipe(10, 1, layers, routes, longest_time_constant_ticks=2.0, has_bias=False)


def _feedback():
    """Loops within a layer and from later to earlier, and a skip connection."""
    layers = [_layer(Kind.LIF, neurons=12), _layer(Kind.ADLIF, neurons=10, largest_count=3)]
    layers += [_readout(4)]
    routes = [Route(INPUT, 0), _sparse(0, 1), _sparse(1, 0), _sparse(1, 1)]
    routes += [Route(0, 2), Route(1, 2)]
    return Recipe(10, 7, layers, routes, longest_time_constant_ticks=4.0)


def _settling():
    """Quick enough, and with units small enough, to be within a quarter of a weight step in the silence."""
    layers = [_layer(Kind.ADLIF, fraction_bits=12, has_refractory=True), _readout(2)]
    routes = [Route(INPUT, 0), _sparse(0, 0), Route(0, 1)]
    return Recipe(12, 1, layers, routes, longest_time_constant_ticks=1.5, has_bias=False)


def _crowd():
    """More than 256 sources active at once."""
    layers = [_layer(Kind.IF, Reset.SUBTRACT, neurons=4), _readout(2)]
    return Recipe(330, 1, layers, [Route(INPUT, 0), Route(0, 1)], input_density=0.9)


def _extremes():
    layers = [_layer(Kind.LIF, neurons=10, has_refractory=True), _layer(Kind.ADLIF, neurons=8)]
    layers += [_layer(Kind.CUBA_LIF, neurons=8)]
    layers += [_layer(Kind.ALIF, Reset.SUBTRACT_ADAPTIVE, neurons=8)]
    routes = [Route(INPUT, 0), Route(0, 1), _sparse(0, 2), _sparse(1, 3), Route(3, 0)]
    return Recipe(6, 127, layers, routes, is_extreme=True, is_bipolar=True)


def _no_input():
    """Driven by biases alone; the second layer has not even a projection."""
    layers = [_layer(Kind.ALIF, has_refractory=True), _layer(Kind.LIF, Reset.SUBTRACT, neurons=5)]
    return Recipe(1, 1, layers, [_sparse(0, 0)], longest_time_constant_ticks=2.0)


def _convolution():
    """Strides, paddings and groups; then a loop of the same size."""
    strided = Shape((4, 5, 6), (6, 3, 4), Window(3, 2, padding=1), Window(2, 2, padding=1), groups=2)
    same = Window(3, padding=1)
    loop = Shape((6, 3, 4), (6, 3, 4), same, same)
    layers = [_layer(Kind.LIF, neurons=strided.targets), _readout(3)]
    routes = [_convolve(INPUT, 0, strided), _convolve(0, 0, loop), Route(0, 1)]
    return Recipe(strided.sources, 7, layers, routes, longest_time_constant_ticks=2.0)


def _convolution_of_a_signal():
    """One dimension, dilated, with a dilation and a stride that have a common divisor; several spikes a tick."""
    first = Shape((3, 1, 16), (4, 1, 8), Window(1), Window(3, 2, dilation=2, padding=2))
    second = Shape((4, 1, 8), (2, 1, 3), Window(1), Window(3, 2, dilation=3, padding=2))
    layers = [_layer(Kind.IF, Reset.SUBTRACT, neurons=first.targets, largest_count=3)]
    layers.append(_readout(second.targets))
    routes = [_convolve(INPUT, 0, first), _convolve(0, 1, second)]
    return Recipe(first.sources, 1, layers, routes, longest_time_constant_ticks=2.0)


def _convolution_of_each_channel():
    """Depthwise, in both directions between two layers."""
    there = Shape((5, 4, 4), (10, 2, 2), Window(3, 2, padding=1), Window(3, 2, padding=1), groups=5)
    back = Shape((10, 2, 2), (5, 4, 4), Window(2, padding=1), Window(2, dilation=2, padding=1), groups=5)
    layers = [_layer(Kind.LIF, neurons=there.sources), _layer(Kind.ALIF, neurons=there.targets)]
    routes = [_sparse(INPUT, 0), _convolve(0, 1, there), _convolve(1, 0, back)]
    return Recipe(12, 1, layers, routes, longest_time_constant_ticks=2.0, has_bias=False)


def _delays():
    """Of the input, of a forward projection and of one without a delay beside it."""
    layers = [_layer(Kind.LIF, neurons=10), _layer(Kind.CUBA_LIF, neurons=8), _readout(2)]
    routes = [Route(INPUT, 0, longest_delay=4), Route(0, 1, Layout.SPARSE, 0.5, longest_delay=9)]
    routes += [Route(0, 1), Route(1, 2, longest_delay=1)]
    return Recipe(12, 7, layers, routes, longest_time_constant_ticks=2.0, has_bias=False)


def _delays_in_a_loop():
    """On top of the tick that a cycle costs; several spikes a tick."""
    layers = [_layer(Kind.LIF, Reset.SUBTRACT, largest_count=3)]
    routes = [_IN, Route(0, 0, longest_delay=5)]
    return Recipe(12, 7, layers, routes, longest_time_constant_ticks=2.0, has_bias=False)


def _pooling():
    """Windows that touch, with a rest that none covers, before dense and sparse weights."""
    pooling = _pool((3, 4, 5), (3, 2, 2), Window(2, 2))
    layers = [_layer(Kind.LIF, neurons=60), _readout(4)]
    routes = [_sparse(INPUT, 0), Route(0, 1, pooling=pooling)]
    routes.append(Route(0, 1, Layout.SPARSE, 0.5, pooling=pooling))
    return Recipe(20, 1, layers, routes, longest_time_constant_ticks=2.0)


def _overlapping_pooling():
    """Of graded input, before a convolution."""
    pooling = _pool((2, 6, 6), (2, 4, 4), Window(3, padding=1, stride=2))
    shape = Shape((2, 4, 4), (3, 3, 3), Window(2), Window(2))
    routes = [Route(INPUT, 0, Layout.CONVOLUTION, shape=shape, pooling=pooling)]
    layers = [_layer(Kind.LIF, Reset.SUBTRACT, neurons=shape.targets)]
    return Recipe(72, 127, layers, routes, is_bipolar=True, longest_time_constant_ticks=2.0)


def _all_stages():
    """Delays, pooling and a convolution in one projection, which is a loop."""
    pooling = _pool((2, 4, 6), (2, 2, 3), Window(2, 2))
    shape = Shape((2, 2, 3), (2, 4, 6), Window(2, padding=1), Window(3, dilation=2, padding=4))
    loop = Route(0, 0, Layout.CONVOLUTION, shape=shape, pooling=pooling, longest_delay=3)
    layers = [_layer(Kind.LIF, Reset.SUBTRACT, neurons=48, largest_count=3)]
    return Recipe(12, 1, layers, [_sparse(INPUT, 0), loop], longest_time_constant_ticks=2.0)


def _lower_bound():
    """Of spiking neurons of several kinds, and of a readout."""
    bound = dict(has_lower_bound=True)
    layers = [_layer(Kind.LIF, Reset.SUBTRACT, **bound), _layer(Kind.IF, neurons=9, **bound)]
    layers += [_layer(Kind.CUBA_LIF, neurons=8, **bound), _layer(Kind.ALIF, neurons=8, **bound)]
    readout = _readout(4)
    readout.has_lower_bound = True
    routes = [Route(INPUT, 0), Route(0, 1), _sparse(0, 2), _sparse(1, 3), Route(3, 4)]
    routes.append(_sparse(2, 2))
    options = dict(is_bipolar=True, longest_time_constant_ticks=2.0, has_bias=False)
    return Recipe(12, 7, [*layers, readout], routes, **options)


def _convolve(source, target, shape):
    return Route(source, target, Layout.CONVOLUTION, shape=shape)


def _pool(inputs, outputs, window):
    return Shape(inputs, outputs, window, window, groups=inputs[0])
