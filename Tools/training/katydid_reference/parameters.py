"""Draws the numbers of a test network: weights, and parameters that fit the drive of each neuron.

A network in which nothing spikes, or everything does, tests little. So thresholds are set relative
to the mean and the deviation that the membrane potential would have for an assumed activity of the
sources. The real arithmetic here uses only +, -, *, / and square roots of sums of integers, which
are the same bits on every machine.
"""

import numpy as np

from .fixed_point import MAXIMUM_LEAK, MAXIMUM_STATE, quantize_coupling, quantize_leak
from .model import INPUT, Kind, Layer, Layout, Network, Projection, Reset
from .recipes import chance, choose

ASSUMED_RATE = 0.15
"""Spikes of a neuron in a tick, assumed of every source layer."""


def draw_network(recipe, rng):
    """The network of `recipe`, with every parameter drawn per neuron."""
    projections = [_draw_projection(route, recipe, rng) for route in recipe.routes]
    layers = [
        _draw_layer(layer, *_drive(recipe, projections, index), recipe, rng)
        for index, layer in enumerate(recipe.layers)
    ]
    network = Network(recipe.channels, recipe.magnitude, layers, projections, len(layers) - 1)
    while any(network.largest_sum(target) >= 2**31 for target in range(len(layers))):
        recipe.magnitude //= 2
        network.input_magnitude = recipe.magnitude
    if recipe.is_extreme:
        for layer in layers:
            _exaggerate(layer, rng)
    return network


def _draw_projection(route, recipe, rng):
    targets = recipe.layers[route.target].neurons
    sources = recipe.channels if route.source == INPUT else recipe.layers[route.source].neurons
    is_forward = route.source == INPUT or route.source < route.target
    # Loops are weaker and rather inhibitory, or most networks would never be silent again.
    low, high = (-90, 127) if is_forward else (-50, 30)
    stages = dict(pooling=route.pooling, shape=route.shape)
    if route.longest_delay:
        delays = rng.randint(0, route.longest_delay + 1, sources)
        stages |= dict(delay_ticks=delays, largest_delay=route.longest_delay)
    if route.pooling:
        sources = route.pooling.targets
    size = route.shape.kernel_shape if route.shape else (sources, targets)
    weights = rng.randint(low, high + 1, size)
    weights[rng.random_sample(weights.shape) >= route.density] = 0
    return Projection(route.source, route.target, weights, Layout(route.layout), **stages)


def _drive(recipe, projections, target):
    """Mean and deviation of the synaptic sum of each neuron of layer `target`, in weight steps."""
    neurons = recipe.layers[target].neurons
    mean, variance = np.zeros(neurons), np.zeros(neurons)
    for projection in projections:
        if projection.target != target:
            continue
        rate, value, is_bipolar = ASSUMED_RATE, 1, False
        if projection.source == INPUT:
            rate, is_bipolar = recipe.input_density, recipe.is_bipolar
            value = 1 if recipe.magnitude == 1 else recipe.magnitude * 0.6
        if not is_bipolar:
            mean += rate * value * projection.matrix.sum(axis=0)
        variance += rate * value * value * (projection.matrix**2).sum(axis=0)
    return mean, np.sqrt(variance) + 10


def _draw_layer(recipe, mean, deviation, network, rng):
    """A layer for synaptic sums of `mean` and `deviation` [neurons], in weight steps."""
    n = recipe.neurons

    def share(low, high):
        return low + (high - low) * rng.random_sample(n)

    def draw_leak():
        spread = rng.random_sample(n)
        return 1 - 1 / (1 + network.longest_time_constant_ticks * spread * spread)

    # First what the membrane potential will be, in weight steps. IF: as if it leaked a little.
    leak = np.full(n, 0.9) if recipe.kind == Kind.IF else draw_leak()
    second_leak = draw_leak()
    mean, deviation = mean / (1 - leak), deviation / np.sqrt(1 - leak * leak)
    if recipe.kind == Kind.CUBA_LIF:
        mean, deviation = mean / (1 - second_leak), deviation / (1 - second_leak)
    # As a packer does: fewer fraction bits where the states would not fit.
    fraction_bits = recipe.fraction_bits
    while fraction_bits > 0 and (np.abs(mean) + deviation).max() * 2**fraction_bits > 2**28:
        fraction_bits -= 1
    level = np.maximum(mean, 0) * share(0.3, 1.2) + deviation * share(0.2, 1.2)
    # So that neurons that may spike several times in a tick do.
    level *= 2**fraction_bits / np.sqrt(max(recipe.largest_count, 1))

    def whole(values, low=-MAXIMUM_STATE):
        return np.clip(np.rint(values), low, MAXIMUM_STATE).astype(np.int64)

    def draw_bias():
        return whole(network.has_bias * share(-0.4, 0.4) * level * (1 - leak))

    layer = Layer(
        recipe.kind,
        unit=(share(0.5, 2) / 2**fraction_bits).astype(np.float32),
        bias=draw_bias(),
        fraction_bits=fraction_bits,
        reset_rule=recipe.reset_rule,
        comparison=recipe.comparison,
        largest_count=recipe.largest_count,
    )
    if recipe.kind != Kind.IF:
        layer.leak = quantize_leak(leak)
    if recipe.kind != Kind.LI:
        layer.threshold = whole(level, low=1)
        is_value = recipe.reset_rule == Reset.TO_VALUE
        layer.reset = whole(level * (share(-0.3, 0.3) if is_value else share(0.8, 1.1)))
        if is_value and chance(rng, 0.5):
            layer.reset[:] = 0
    if recipe.has_refractory:
        layer.refractory_period = rng.randint(0, 6, n)
        layer.holds_in_refractory = recipe.holds_in_refractory
    if recipe.has_lower_bound:
        layer.lower_bound = -whole(level * np.maximum(share(-0.2, 0.6), 0), low=0)
    if recipe.kind == Kind.CUBA_LIF:
        layer.current_leak = quantize_leak(second_leak)
        layer.membrane_bias = draw_bias()
    if recipe.kind in (Kind.ALIF, Kind.ADLIF):
        gain = (1 - second_leak) * (1 - leak if recipe.kind == Kind.ADLIF else 1)
        layer.adaptation_leak = quantize_leak(second_leak)
        layer.adaptation_jump = whole(gain * level * share(-0.2, 2))
    if recipe.kind == Kind.ADLIF:
        layer.coupling_mantissa, layer.coupling_shift = quantize_coupling(gain * share(-0.2, 1))
    return layer


def _exaggerate(layer, rng):
    """Puts some parameters of some neurons at the ends of their ranges."""
    m = MAXIMUM_STATE
    extremes = {
        "bias": (-m, m),
        "leak": (0, MAXIMUM_LEAK),
        "threshold": (1, m) if layer.largest_count > 1 else (-m, -1000, -1, 0, m),
        "reset": (-m, m),
        "refractory_period": (65_535,),
        "current_leak": (0, MAXIMUM_LEAK),
        "membrane_bias": (-m, m),
        "adaptation_leak": (0, MAXIMUM_LEAK),
        "adaptation_jump": (-m, m),
        "coupling_mantissa": (-(2**31), -1, 0, 1, 2**31 - 1),
        "coupling_shift": (1, 31, 62),
        "lower_bound": (-m, 0),
    }
    for name, values in extremes.items():
        array = getattr(layer, name)
        if array is not None and chance(rng, 0.6):
            for neuron in np.flatnonzero(rng.random_sample(array.size) < 0.3):
                array[neuron] = choose(rng, values)
