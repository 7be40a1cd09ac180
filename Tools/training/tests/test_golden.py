"""The checked-in cases: they regenerate byte for byte, and cover what they should."""

import re

import numpy as np
import pytest
from helpers import GOLDEN, REPOSITORY

from katydid_reference import blob
from katydid_reference.golden import GOLDEN_TICKS, golden_recipes
from katydid_reference.hexdump import hexdump
from katydid_reference.model import INPUT, Comparison, Kind, Layout, Reset
from katydid_reference.network import Simulation
from katydid_reference.network_section import LARGEST_OFFSET
from katydid_reference.random_networks import write_golden
from katydid_reference.tiny import tiny_model
from katydid_reference.traces import format_expected, parse_input

NETWORKS = GOLDEN / "networks"
NAMES = [name for name, _ in golden_recipes()]
PAGE = REPOSITORY / "Sources" / "Katydid" / "Katydid.docc" / "ModelBlob.md"


def test_the_cases_regenerate_byte_for_byte(tmp_path):
    write_golden(tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in NETWORKS.iterdir()}


@pytest.mark.parametrize("name", NAMES)
def test_a_case_replays_from_its_files(name):
    data = (NETWORKS / f"{name}.kat").read_bytes()
    assert len(data) <= 6 * 1024
    network = blob.read(data).network
    inputs = parse_input((NETWORKS / f"{name}.input").read_text(), network.input_channels)
    assert len(inputs) == GOLDEN_TICKS
    assert format_expected(network, inputs) == (NETWORKS / f"{name}.expected").read_text()


def test_the_cases_cover_every_rule():
    networks = [blob.read((NETWORKS / f"{name}.kat").read_bytes()).network for name in NAMES]
    layers = [layer for network in networks for layer in network.layers]
    spiking = [layer for layer in layers if layer.kind != Kind.LI]
    projections = [p for network in networks for p in network.projections]
    assert {layer.kind for layer in layers} == set(Kind)
    for kind in set(Kind) - {Kind.LI}:
        of_kind = [layer for layer in spiking if layer.kind == kind]
        assert {layer.reset_rule for layer in of_kind} >= {Reset.TO_VALUE, Reset.SUBTRACT}
        assert {layer.comparison for layer in of_kind} == set(Comparison)
        assert {layer.refractory_period is None for layer in of_kind} == {True, False}
        assert any(layer.largest_count > 1 for layer in of_kind)
    assert {layer.reset_rule for layer in spiking} == set(Reset)
    assert {layer.largest_count for layer in spiking} == {1, 3, 255}
    assert any(layer.holds_in_refractory for layer in spiking)
    assert any(p.pooling is not None for p in projections)
    assert any(p.delay_ticks is not None for p in projections)
    for layout in Layout:
        routes = [p for p in projections if p.layout == layout]
        assert any(p.source == INPUT for p in routes)
        assert any(p.source == p.target for p in routes)
        assert any(p.source < p.target for p in routes)
    assert any(INPUT > p.source > p.target for p in projections)
    sparse = [row.nonzero()[0] for p in projections if p.layout == Layout.SPARSE for row in p.weights]
    assert any((np.diff(targets) > LARGEST_OFFSET).any() for targets in sparse), "no early end of a block"


def test_the_cases_do_something():
    last = [(NETWORKS / f"{name}.expected").read_text().splitlines()[-1] for name in NAMES]
    counters = [dict(re.findall(r"(\w+)=(\d+)", line)) for line in last]
    for counter in counters[0]:
        assert sum(int(values[counter]) > 0 for values in counters) > 0, counter
    assert sum(int(values["layersSkipped"]) > 0 for values in counters) >= len(NAMES) // 3


def run(name):
    """The network of a case, and its states after each tick."""
    network = blob.read((NETWORKS / f"{name}.kat").read_bytes()).network
    simulation, states = Simulation(network), []
    for row in parse_input((NETWORKS / f"{name}.input").read_text(), network.input_channels):
        simulation.step(row)
        states.append(list(simulation.states))
    return network, states


def test_every_lower_bound_is_reached():
    network, states = run("lower-bound")
    for index, layer in enumerate(network.layers):
        bounded = [state[index].membrane == layer.lower_bound for state in states]
        assert (np.array(bounded) & (layer.lower_bound < 0)).any(), index


@pytest.mark.parametrize("name", ["raised-to-value", "raised-subtract", "raised-many-spikes"])
def test_thresholds_are_raised(name):
    _, states = run(name)
    assert any(state[0].adaptation.any() for state in states)


def test_the_tiny_model_regenerates_byte_for_byte():
    assert blob.write(tiny_model()) == (GOLDEN / "tiny.kat").read_bytes()


def test_the_page_shows_the_tiny_model():
    data = (GOLDEN / "tiny.kat").read_bytes()
    (listing,) = re.findall(r"```\w*\n(.*?)```", PAGE.read_text().split("## Example")[1], re.DOTALL)
    assert listing == hexdump(data)
    # Offset, two blanks, and up to 16 bytes in 47 columns.
    lines = [(int(line[:4], 16), bytes.fromhex(line[6:53])) for line in listing.splitlines()]
    assert b"".join(part for _, part in lines) == data
    for (offset, part), (following, _) in zip(lines, lines[1:]):
        assert following == offset + len(part)


@pytest.mark.parametrize("name", NAMES)
def test_a_dump_prints_every_byte(name):
    data = (NETWORKS / f"{name}.kat").read_bytes()
    lines = hexdump(data).splitlines()
    assert b"".join(bytes.fromhex(line[6:53]) for line in lines) == data
