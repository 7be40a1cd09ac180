"""What several tests share."""

from pathlib import Path

import numpy as np

from katydid_reference.model import Kind, Layer, Network, Projection
from katydid_reference.network import Simulation

REPOSITORY = Path(__file__).parents[3]
GOLDEN = REPOSITORY / "Tests" / "Golden"
HALF = 2**30
"""A leak of one half, Q31."""


def make_layer(kind, fraction_bits=0, neurons=1, **parameters):
    """A layer whose parameters are neutral unless given; lists become int64 arrays."""
    neutral = {"unit": np.ones(neurons, np.float32), "bias": [0] * neurons}
    if kind != Kind.IF:
        neutral["leak"] = [0] * neurons
    if kind != Kind.LI:
        neutral |= {"threshold": [2**30 - 1] * neurons, "reset": [0] * neurons}
    else:
        neutral["largest_count"] = 0
    values = {
        name: np.array(value, np.int64) if isinstance(value, list) else value
        for name, value in (neutral | parameters).items()
    }
    return Layer(kind, fraction_bits=fraction_bits, **values)


def make_network(layers, *routes, channels=1, magnitude=1):
    """`routes` are (source, target, weights, ...) as in `Projection`."""
    projections = [Projection(s, t, np.array(w, np.int64), *rest) for s, t, w, *rest in routes]
    return Network(channels, magnitude, layers, projections, len(layers) - 1)


def run(network, inputs):
    """The simulation after `inputs`, and for each tick the counts and the states of all layers."""
    simulation = Simulation(network)
    ticks = []
    for row in inputs:
        counts = simulation.step(np.array(row, np.int64))
        ticks.append(([c.tolist() for c in counts], list(simulation.states)))
    return simulation, ticks
