"""The recipes of the small cases that are checked in.

Together they cover every kind, reset, comparison, largest count, refractory period, layout and
direction of a projection; the tests check that they do.
"""

from .model import INPUT, Comparison, Kind, Layout, Reset
from .recipes import LayerRecipe, Recipe, Route

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
