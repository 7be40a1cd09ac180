"""What goes into a network and what must come out, as text (`.input` and `.expected`).

`.input` has one line a tick: events as `channel:value` separated by blanks, each channel at most
once, values within Int16.

`.expected` has one line a tick, `<spikes> <state>`. The spikes of all layers stand in order as
`layer:neuron:count` joined by commas, or `-`. The state is the CRC-32, eight hexadecimal digits, of
the states of all layers in order, each as little-endian Int32 of its neurons without padding:
membrane potential, current, adaptation, refractory counter, as far as the layer has them. The last
line holds the counters.
"""

import zlib

import numpy as np

from .network import Simulation
from .recipes import chance, choose


def draw_input(recipe, ticks, rng):
    """Input values, int64 [ticks, channels]; a silence lasts a quarter to a half of the ticks."""
    inputs = np.zeros((ticks, recipe.channels), np.int64)
    tick = rng.randint(2, 1 + ticks // 10) if chance(rng, 0.4) else 0
    while tick < ticks:
        loud_end = tick + rng.randint(ticks // 10, ticks // 3)
        for row in inputs[tick:loud_end]:
            row[:] = _draw_row(recipe, rng)
        tick = loud_end + rng.randint(ticks // 4, ticks // 2)
    return inputs


def _draw_row(recipe, rng):
    # Some ticks are busier than others.
    density = recipe.input_density * (0.5 + rng.random_sample())
    is_event = rng.random_sample(recipe.channels) < density
    values = rng.randint(1, recipe.magnitude + 1, recipe.channels)
    if recipe.is_bipolar:
        values *= 1 - 2 * rng.randint(0, 2, recipe.channels)
    if chance(rng, 0.1):
        # A value that must be clamped, unless only Int16's lowest lies beyond the magnitude.
        values[rng.randint(recipe.channels)] = choose(rng, (-32_768, 32_767, recipe.magnitude + 1))
    return np.minimum(values, 32_767) * is_event


def format_input(inputs):
    """The text of `.input` for int64 [ticks, channels]."""
    lines = (" ".join(f"{c}:{row[c]}" for c in np.flatnonzero(row)) for row in inputs)
    return "".join(line + "\n" for line in lines)


def parse_input(text, channels):
    """Input values, int64 [ticks, channels], of the text of `.input`."""
    lines = text.split("\n")[:-1]
    inputs = np.zeros((len(lines), channels), np.int64)
    for row, line in zip(inputs, lines):
        for event in line.split():
            channel, value = map(int, event.split(":"))
            row[channel] = value
    return inputs


def format_expected(network, inputs):
    """The text of `.expected` for `network` from its zero state."""
    simulation = Simulation(network)
    lines = [_format_tick(simulation, row) for row in inputs]
    counted = simulation.counters
    lines.append(
        f"counters spikes={counted.spikes} synapticEvents={counted.synaptic_events} "
        f"layersSkipped={counted.layers_skipped} saturations={counted.saturations} "
        f"clampedInputs={counted.clamped_inputs}"
    )
    return "".join(line + "\n" for line in lines)


def _format_tick(simulation, row):
    spikes = [
        f"{layer}:{neuron}:{counts[neuron]}"
        for layer, counts in enumerate(simulation.step(row))
        for neuron in counts.nonzero()[0]
    ]
    states = [array for state in simulation.states for array in state.arrays()]
    crc = zlib.crc32(np.concatenate(states).astype("<i4").tobytes())
    return f"{','.join(spikes) or '-'} {crc:08x}"
