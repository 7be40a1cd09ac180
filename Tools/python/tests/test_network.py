"""A network from Python, against the vectors and the states of the integer reference."""

from pathlib import Path

import numpy as np
import pytest
from katydid_reference import blob, traces
from katydid_reference.network import Simulation

import katydid

FOLDER = Path(__file__).resolve().parents[3] / "Tests" / "Golden" / "networks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.kat"))


def case(name: str) -> tuple[katydid.Model, np.ndarray, list[str]]:
    """Model, inputs [ticks, channels], the spikes of each tick as text."""
    model = katydid.Model(FOLDER / f"{name}.kat")
    inputs = traces.parse_input((FOLDER / f"{name}.input").read_text(), model.input_channels)
    lines = (FOLDER / f"{name}.expected").read_text().splitlines()[:-1]
    return model, inputs, [line.split()[0] for line in lines]


@pytest.mark.parametrize("name", NAMES)
def test_spikes_of_every_layer(name):
    model, inputs, lines = case(name)
    with katydid.Network(model) as network:
        for layer, size in enumerate(model.layer_sizes):
            expected = np.zeros((len(lines), size), np.uint8)
            for tick, line in enumerate(lines):
                for spike in line.split(",") if line != "-" else []:
                    at_layer, neuron, count = map(int, spike.split(":"))
                    if at_layer == layer:
                        expected[tick, neuron] = count
            network.reset()
            recording = network.run(inputs, layer)
            assert recording.spikes.dtype == np.uint8 and recording.membrane.dtype == np.float32
            np.testing.assert_array_equal(recording.spikes, expected)


@pytest.mark.parametrize("name", ["chain", "cuba-recurrent", "alif-subtract", "lif-many-spikes"])
def test_potentials_are_the_states_in_real_units(name):
    model, inputs, _ = case(name)
    layer = model.output_layer
    simulation = Simulation(blob.read((FOLDER / f"{name}.kat").read_bytes()).network)
    expected = []
    for row in inputs:
        simulation.step(row)
        expected.append(np.array(simulation.states[layer].membrane))
    network = katydid.Network(model)
    membrane = network.run(inputs).membrane
    np.testing.assert_array_equal(
        membrane, np.array(expected).astype(np.float32) * model.units(layer)
    )
    np.testing.assert_array_equal(network.state("membrane"), expected[-1])


def test_a_step_is_a_row_of_run():
    model, inputs, _ = case("lif-many-spikes")
    inputs = inputs[:50]
    expected = katydid.Network(model).run(inputs).spikes
    assert expected.any()
    network = katydid.Network(model)
    for row, spikes in zip(inputs, expected, strict=True):
        channels = np.flatnonzero(row)
        network.step(channels, row[channels])
        np.testing.assert_array_equal(network.spikes(), spikes)
    assert network.counters.ticks == 50 and network.counters.synaptic_events > 0
    network.reset()
    assert network.counters.ticks == 0 and not network.state("membrane").any()


def test_boolean_inputs_go_on_where_they_stopped():
    model, inputs, _ = case("chain")
    inputs = inputs != 0
    whole = katydid.Network(model).run(inputs)
    network = katydid.Network(model)
    half = len(inputs) // 2
    parts = [network.run(inputs[:half]), network.run(inputs[half:])]
    for name in ("spikes", "membrane"):
        together = np.concatenate([getattr(part, name) for part in parts])
        np.testing.assert_array_equal(together, getattr(whole, name))


def test_what_does_not_fit_is_refused():
    model, inputs, _ = case("chain")
    network = katydid.Network(model)
    with pytest.raises(TypeError, match="inputs are float64; they must be integers or bool"):
        network.run(inputs.astype(float))
    with pytest.raises(ValueError, match=r"channels, not"):
        network.run(inputs[:, 1:])
    with pytest.raises(ValueError, match=r"not \[ticks, channels\]"):
        network.run(inputs[0])
    with pytest.raises(ValueError, match="from -32768 to 32767"):
        network.run(inputs * 100_000)
    with pytest.raises(IndexError, match="has layers 0 to"):
        network.run(inputs, layer=99)
    with pytest.raises(katydid.KatydidError, match="channels: a number is outside its range"):
        network.step(np.array([model.input_channels]))
    with pytest.raises(ValueError, match="1 values for 2 channels"):
        network.step(np.array([0, 1]), np.array([1]))
    with pytest.raises(ValueError, match="'voltage' is no state; there are: membrane"):
        network.state("voltage")
    assert network.counters.ticks == 0
    network.step(np.array([]))
    assert network.counters.ticks == 1
