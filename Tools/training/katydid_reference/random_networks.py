"""Writes random networks with input and expected output, to check a runtime against the reference.

    python -m katydid_reference.random_networks --out DIR --count 300 --seed 1 --ticks 200
    python -m katydid_reference.random_networks --golden DIR

The first writes NNN.kat, NNN.input and NNN.expected for each of `count` seeds from `seed` on, and
prints what the networks do; the second the small cases that are checked in.
"""

import argparse
from pathlib import Path

import numpy as np

from . import blob
from .fixed_point import MAXIMUM_STATE
from .golden import GOLDEN_TICKS, golden_recipes
from .model import Kind, Model, Reset
from .network import Simulation
from .parameters import draw_network
from .recipes import draw_recipe
from .summary import Summary
from .traces import draw_input, format_expected, format_input

CALIBRATION_TICKS = 60


def spike_rates(network, inputs):
    """The share of neurons and ticks with a spike, float [layers]."""
    simulation = Simulation(network)
    active = np.zeros(len(network.layers))
    for row in inputs:
        active += [np.count_nonzero(counts) for counts in simulation.step(row)]
    return active / len(inputs) / [layer.neurons for layer in network.layers]


def calibrate(network, inputs):
    """Moves the thresholds of layers whose spike rate is below 4 % or above 50 %."""
    for _ in range(5):
        rates = spike_rates(network, inputs)
        is_settled = True
        for layer, rate in zip(network.layers, rates):
            if layer.kind == Kind.LI or 0.04 <= rate <= 0.5:
                continue
            is_settled = False
            scaled = layer.threshold * 2 if rate > 0.5 else layer.threshold // 2
            layer.threshold = np.clip(scaled, 1, MAXIMUM_STATE)
            if layer.reset_rule != Reset.TO_VALUE:
                layer.reset = np.minimum(layer.reset, layer.threshold)
        if is_settled:
            return


def make_case(recipe, ticks, rng):
    """The network of `recipe` and its input, int64 [ticks, channels]."""
    network = draw_network(recipe, rng)
    inputs = draw_input(recipe, ticks, rng)
    if not recipe.is_extreme:
        calibrate(network, inputs[:CALIBRATION_TICKS])
    return network, inputs


def write_case(stem, network, inputs):
    """Writes `stem`.kat, .input and .expected; returns the text of the last."""
    expected = format_expected(network, inputs)
    stem.with_suffix(".kat").write_bytes(blob.write(Model(network)))
    stem.with_suffix(".input").write_text(format_input(inputs))
    stem.with_suffix(".expected").write_text(expected)
    return expected


def write_random(directory, count, seed, ticks):
    summary = Summary()
    for case in range(seed, seed + count):
        rng = np.random.RandomState(case)
        recipe = draw_recipe(rng)
        network, inputs = make_case(recipe, ticks, rng)
        expected = write_case(directory / f"{case:03}", network, inputs)
        summary.add(recipe, network, inputs, expected)
    print(summary)


def write_golden(directory):
    for index, (name, recipe) in enumerate(golden_recipes()):
        rng = np.random.RandomState(index)
        network, inputs = make_case(recipe, GOLDEN_TICKS, rng)
        write_case(directory / name, network, inputs)


def main():
    parser = argparse.ArgumentParser(description="Write random networks with expected output.")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--out", type=Path, metavar="DIR", help="folder for random networks")
    where.add_argument("--golden", type=Path, metavar="DIR", help="folder for the checked-in cases")
    parser.add_argument("--count", type=int, default=300, help="number of networks")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first network")
    parser.add_argument("--ticks", type=int, default=200, help="length of each run")
    options = parser.parse_args()
    directory = options.out or options.golden
    directory.mkdir(parents=True, exist_ok=True)
    if options.golden:
        write_golden(directory)
    else:
        write_random(directory, options.count, options.seed, options.ticks)


if __name__ == "__main__":
    main()
